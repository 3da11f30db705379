/** Prints a text alone, without the page around the widget, and saves it as a file. */

import { render } from "lit";
import type { Strings } from "./strings.js";
import styles from "./styles/paper.css";

/** Open the browser's print dialog with `content` on an empty page. */
export function print(content: unknown, strings: Strings): void {
  const frame = document.createElement("iframe");
  // A frame that is not displayed is printed as an empty page by some browsers.
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0" });
  frame.title = strings.actions.print;
  document.body.append(frame);
  const page = frame.contentWindow;
  const sheet = frame.contentDocument;
  if (!page || !sheet) return;
  sheet.documentElement.lang = "en";
  sheet.title = strings.title;
  const Style = (page as unknown as { CSSStyleSheet: typeof CSSStyleSheet }).CSSStyleSheet;
  const style = new Style();
  style.replaceSync(styles);
  sheet.adoptedStyleSheets = [style];
  render(content, sheet.body);
  page.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  page.print();
}

/** Let the browser save `text` under `name`. */
export function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
