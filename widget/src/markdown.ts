/**
 * Markdown as templates. marked reads it; nothing is ever parsed as HTML, so markup that somebody
 * wrote is shown as the characters it is made of, and there is no HTML to clean.
 */

import { html, type TemplateResult } from "lit";
import { Lexer, type Token, type Tokens } from "marked";
import { telephone } from "./telephone.js";

type Part = TemplateResult | string;

const SAFE_LINK = /^(https?|mailto|tel):/i;
const DEEPEST = 20;

interface Options {
  /** Make telephone numbers links. */
  numbers?: boolean;
}

/** `text` as Lit templates: bold, italics, lists, links and code; all else as plain text. */
export function markdown(text: string, options: Options = {}): Part[] {
  return lex(text).flatMap((token) => block(token, options, 0));
}

/** The same without any marks, for speech, announcements and files. */
export function plain(text: string): string {
  const out = lex(text).map((token) => flat(token, 0));
  return out
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The texts' lines are paragraphs. In Markdown they would run on, into the list before them, too. */
function spaced(text: string): string {
  return text.replace(/\n(?=[^\s\-*+>|#\d])/g, "\n\n");
}

function lex(text: string): Token[] {
  try {
    return new Lexer({ gfm: true, breaks: true }).lex(spaced(text));
  } catch {
    // Nested deeper than marked can go: then as it is.
    return [{ type: "text", raw: text, text } as Tokens.Text];
  }
}

function children(token: Token): Token[] {
  return "tokens" in token && Array.isArray(token.tokens) ? token.tokens : [];
}

function block(token: Token, options: Options, depth: number): Part[] {
  if (depth > DEEPEST) return [token.raw];
  switch (token.type) {
    case "space":
    case "def":
      return [];
    case "heading":
      return [html`<p><strong>${inlines(token, options, depth)}</strong></p>`];
    case "list": {
      const list = token as Tokens.List;
      const items = list.items.map(
        (item) =>
          html`<li>${children(item).flatMap((each) => inList(each, options, depth + 1))}</li>`,
      );
      return [
        list.ordered ? html`<ol start=${list.start || 1}>${items}</ol>` : html`<ul>${items}</ul>`,
      ];
    }
    case "paragraph":
    case "text":
      return [html`<p>${inlines(token, options, depth)}</p>`];
    default:
      return [html`<p>${token.raw.trim()}</p>`];
  }
}

function inList(token: Token, options: Options, depth: number): Part[] {
  return token.type === "text" ? inlines(token, options, depth) : block(token, options, depth);
}

function inlines(token: Token, options: Options, depth: number): Part[] {
  const inner = children(token);
  if (inner.length === 0) return words("text" in token ? String(token.text) : token.raw, options);
  return inner.flatMap((each) => inline(each, options, depth + 1));
}

function inline(token: Token, options: Options, depth: number): Part[] {
  if (depth > DEEPEST) return [token.raw];
  switch (token.type) {
    case "strong":
      return [html`<strong>${inlines(token, options, depth)}</strong>`];
    case "em":
      return [html`<em>${inlines(token, options, depth)}</em>`];
    case "codespan":
      return [html`<code>${(token as Tokens.Codespan).text}</code>`];
    case "br":
      return [html`<br />`];
    case "link":
      return link(token as Tokens.Link, depth);
    case "escape":
      return [(token as Tokens.Escape).text];
    case "text":
      return inlines(token, options, depth);
    default:
      return [token.raw];
  }
}

function link(token: Tokens.Link, depth: number): Part[] {
  const inner = inlines(token, {}, depth);
  return SAFE_LINK.test(token.href) ? [anchor(token.href, inner)] : inner;
}

/** A link that tells the other site nothing. `href` must be known to be safe. */
export function anchor(href: string, inner: unknown): TemplateResult {
  return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${inner}</a>`;
}

/** Whether an address may be a link. */
export function isSafe(href: string): boolean {
  return SAFE_LINK.test(href);
}

function words(text: string, options: Options): Part[] {
  return options.numbers ? telephone(text) : [text];
}

function flat(token: Token, depth: number): string {
  if (depth > DEEPEST) return token.raw;
  switch (token.type) {
    case "space":
      return "\n";
    case "br":
      return "\n";
    case "list":
      return (token as Tokens.List).items.map((item) => `- ${inner(item, depth)}`).join("\n");
    case "codespan":
    case "escape":
      return (token as Tokens.Escape).text;
    case "paragraph":
    case "heading":
    case "strong":
    case "em":
    case "link":
    case "text":
      return inner(token, depth);
    default:
      return token.raw.trim();
  }
}

function inner(token: Token, depth: number): string {
  const parts = children(token);
  if (parts.length > 0) return parts.map((each) => flat(each, depth + 1)).join("");
  return "text" in token ? String(token.text) : token.raw;
}
