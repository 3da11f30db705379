/** Line drawings, 24 × 24. They repeat what words beside them say, so readers need not see them. */

import { html, svg, type TemplateResult } from "lit";

function icon(shape: TemplateResult): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;
}

const draw = (path: string) => icon(svg`<path d=${path} />`);

export const icons = {
  chat: draw(
    "M21 11.5a8.4 8.4 0 0 1-12.2 7.5L3 21l2-5.6A8.4 8.4 0 1 1 21 11.5ZM7.5 12h2l1.5-3 2.5 6 1.5-3h1.5",
  ),
  close: draw("M6 6l12 12M18 6L6 18"),
  down: draw("M6 9l6 6 6-6"),
  menu: draw("M12 5.5v.01M12 12v.01M12 18.5v.01"),
  send: draw("M12 19V5M6 11l6-6 6 6"),
  microphone: draw(
    "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  ),
  stop: draw("M7 7h10v10H7z"),
  up: draw(
    "M7 11v9H4v-9zM7 11l4-8a2.5 2.5 0 0 1 2.5 2.5V9h5.3a2 2 0 0 1 2 2.4l-1.4 7a2 2 0 0 1-2 1.6H7",
  ),
  thumbDown: draw(
    "M17 13V4h3v9zM17 13l-4 8a2.5 2.5 0 0 1-2.5-2.5V15H5.2a2 2 0 0 1-2-2.4l1.4-7a2 2 0 0 1 2-1.6H17",
  ),
  sound: draw("M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"),
  phone: draw(
    "M5 4h4l1.8 4.6-2.3 1.6a12 12 0 0 0 5.3 5.3l1.6-2.3L20 15v4a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 3 6.2 2 2 0 0 1 5 4Z",
  ),
  alarm: draw("M12 3.5 2.5 20h19zM12 10v4.5M12 17.3v.01"),
  doctor: draw(
    "M6 3H4v6a5 5 0 0 0 10 0V3h-2M9 14v2a5 5 0 0 0 10 0v-2.5M19 9.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
  ),
  clock: draw("M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2"),
  page: draw("M6 3h8l4 4v14H6zM9 11h6M9 15h6"),
  download: draw("M12 4v11M7 10.5l5 5 5-5M5 20h14"),
  print: draw(
    "M7 9V3.5h10V9M7 17H4v-6.5A1.5 1.5 0 0 1 5.5 9h13a1.5 1.5 0 0 1 1.5 1.5V17h-3M7 14h10v6.5H7z",
  ),
  shield: draw("M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6z"),
  erase: draw("M5 6.5h14M9.5 6.5V4h5v2.5M7 6.5l.8 13.5h8.4L17 6.5M10.2 10.5v5.5M13.8 10.5v5.5"),
  check: draw("M5 12.5l4.5 4.5L19 7.5"),
} as const;
