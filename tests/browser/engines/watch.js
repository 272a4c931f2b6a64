// Put first into each page that WebKit opens: notes what its console would show as an error.
(() => {
  "use strict";

  const note = (fault) => {
    const faults = JSON.parse(sessionStorage.faults || "[]");
    sessionStorage.faults = JSON.stringify([...faults, `${location.pathname}: ${fault}`]);
  };
  const failed = ({ message, target }) => note(message || `${target.src || target.href} did not load`);
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", ({ reason }) => note(`unhandled rejection: ${reason}`));
  addEventListener("securitypolicyviolation", (event) =>
    note(`${event.violatedDirective} forbids ${event.blockedURI}`),
  );
  const { error } = console;
  console.error = (...words) => {
    note(words.join(" "));
    error(...words);
  };
})();
