// A QR code as an SVG element; lean-qr does the arithmetic.
import { correction, generate } from "./lean-qr.js";

const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4;

export const qr = (text, label) => {
  const code = generate(text, { minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M });
  const side = code.size + 2 * QUIET;
  let path = "";
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("class", "code");
  const ground = document.createElementNS(SVG, "rect");
  ground.setAttribute("width", side);
  ground.setAttribute("height", side);
  ground.setAttribute("fill", "#fff");
  const dots = document.createElementNS(SVG, "path");
  dots.setAttribute("d", path);
  dots.setAttribute("fill", "#000");
  svg.append(ground, dots);
  return svg;
};
