// On one's own machine nobody signs in.
localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));
