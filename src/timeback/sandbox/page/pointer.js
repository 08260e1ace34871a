// The mouse button or the finger: what lies under it stays there until it is released.
let isPressed = false;
const postponed = [];

addEventListener("pointerdown", (event) => (isPressed = event.isPrimary && event.button === 0), true);
for (const name of ["pointerup", "pointercancel", "blur"]) {
  addEventListener(name, (event) => {
    // Not when a field loses the focus.
    if (event.target !== window && name === "blur") return;
    isPressed = false;
    // After the click, which goes to what the press and the release have in common.
    setTimeout(() => postponed.splice(0).forEach((change) => change()));
  }, true);
}

/** Change what is shown: now, or once a press has become a click. */
export const whenReleased = (change) => void (isPressed ? postponed.push(change) : change());
