// The start page: goes on to the language chosen last, or else to the one the browser asks for.
(() => {
  "use strict";

  const remembered = () => {
    try {
      return localStorage.getItem("autograd-guide-language");
    } catch {
      return null;
    }
  };

  const wished = navigator.languages.map((code) => code.toLowerCase().split("-")[0]);
  const languages = document.currentScript.dataset.languages.split(" ");
  const language = [remembered(), ...wished].find((code) => languages.includes(code));
  if (language) location.replace(`${language}/index.html`);
})();
