// How well a lesson fits what somebody has. Knows rows of `lessons.js`, no page.

/** Whether a lesson has what is wanted: any value of a facet, and all facets together. */
export const matches = (lesson, wanted) =>
  Object.entries(wanted).every(([facet, values]) => (lesson[facet] || []).some((value) => values.includes(value)));

const digits = (text) => Number(String(text).replace(/[๐-๙]/g, (sign) => sign.charCodeAt(0) - 0xe50).replace(/[^0-9]/g, ""));

/**
 * What agrees with `mine` ({work, role, level, people, time, money}, each may be missing), what is another ([key of the
 * words, words of there]), and what the lesson does not say.
 */
export const differences = (lesson, mine, levels) => {
  const same = [], other = [], unknown = [], needs = lesson.needs || []; // words may not be here yet
  const judge = (key, told, verdict) => {
    if (!mine[key]) return;
    if (!told) unknown.push(key);
    else if (verdict === true) same.push(key);
    else other.push(verdict);
  };
  judge("work", lesson.work || mine.work, (lesson.work || []).includes(mine.work) || ["work", ""]);
  judge("role", lesson.role, (lesson.role || []).includes(mine.role) || ["role", (lesson.roles || []).join(" ")]);
  const there = levels.indexOf(lesson.level), here = levels.indexOf(mine.level);
  judge("level", lesson.level, there === here || [here > there ? "level-up" : "level-down", lesson.level]);
  const count = digits(mine.people || ""), [least, most] = lesson.people || [];
  if (count) judge("people", lesson.people, count < least ? ["people-few", needs[1]] : count > most ? ["people-many", needs[1]] : true);
  judge("time", lesson.minutes, (lesson.minutes || [0])[0] <= Number(mine.time) || ["time", needs[0]]);
  judge("money", lesson.money !== undefined, lesson.money <= Number(mine.money) || ["money", needs[2]]);
  return { same, other, unknown };
};

const WEIGHT = { work: 3, role: 2, level: 1, people: 1, time: 1.5, money: 1 };

/** All lessons with what agrees and what differs, the best fit first; of equals those that were tried, then as given. */
export const ranked = (lessons, mine, levels) =>
  lessons
    .map((lesson, at) => {
      const found = differences(lesson, mine, levels);
      const far = lesson.level && mine.level ? Math.abs(levels.indexOf(lesson.level) - levels.indexOf(mine.level)) / 10 : 0;
      const score = found.same.reduce((sum, key) => sum + WEIGHT[key], 0) - found.other.reduce((sum, [key]) => sum + WEIGHT[key.split("-")[0]], 0) - far;
      return { lesson, ...found, score, at };
    })
    .sort((one, two) => two.score - one.score || Number(!!two.lesson.tried) - Number(!!one.lesson.tried) || one.at - two.at);
