// Passkeys (Web Authentication) need a few lines in the browser. Without them the page says what to do instead.
(() => {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const ready = form.querySelector("[data-passkey-with]");
  const button = form.querySelector("button[type=submit]");
  const answer = form.querySelector("input[name=credential]");
  const words = form.querySelector("[data-passkey-words]");
  const without = document.querySelector("[data-passkey-without]");
  const asked = JSON.parse(form.dataset.passkey);
  const making = form.dataset.passkeyMakes === "yes";

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const ask = () => {
    const publicKey = { ...asked, challenge: bytes(asked.challenge) };
    if (!making) return navigator.credentials.get({ publicKey });
    publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
    publicKey.excludeCredentials = named(asked.excludeCredentials);
    return navigator.credentials.create({ publicKey });
  };

  const written = (credential) => {
    const from = credential.response;
    const response = { clientDataJSON: text(from.clientDataJSON) };
    if (making) {
      response.attestationObject = text(from.attestationObject);
    } else {
      response.authenticatorData = text(from.authenticatorData);
      response.signature = text(from.signature);
      if (from.userHandle) response.userHandle = text(from.userHandle);
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
  };

  ready.hidden = false;
  if (without) without.hidden = true;
  form.addEventListener("submit", async (event) => {
    if (answer.value) return;
    event.preventDefault();
    button.disabled = true;
    words.textContent = "";
    try {
      answer.value = written(await ask());
      form.submit();
    } catch (problem) {
      words.textContent =
        problem.name === "InvalidStateError" ? words.dataset.sayHere : words.dataset.sayNothing;
      button.disabled = false;
    }
  });
})();
