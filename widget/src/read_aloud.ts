/** Speaks texts with the browser's voices, sentence by sentence, so that it can stop at once. */

interface Segment {
  segment: string;
}

/** The sentences of `text`. */
export function sentences(text: string): string[] {
  const found =
    "Segmenter" in Intl
      ? Array.from(
          new Intl.Segmenter("en", { granularity: "sentence" }).segment(text) as Iterable<Segment>,
          ({ segment }) => segment,
        )
      : text.split(/(?<=[.!?])\s+/);
  return found.map((sentence) => sentence.trim()).filter((sentence) => sentence !== "");
}

export class ReadAloud {
  /** What is being read: the key that {@link read} was given. */
  reading: string | null = null;
  private queue: Array<{ key: string; sentence: string }> = [];

  constructor(private readonly changed: () => void) {}

  static get possible(): boolean {
    return "speechSynthesis" in globalThis && "SpeechSynthesisUtterance" in globalThis;
  }

  /** Read `text` now, instead of all else. */
  read(key: string, text: string, language: string): void {
    this.stop();
    this.append(key, text, language);
  }

  /** Read `text` after what is being read. */
  append(key: string, text: string, language: string): void {
    if (!ReadAloud.possible) return;
    const idle = this.queue.length === 0 && this.reading === null;
    this.queue.push(...sentences(text).map((sentence) => ({ key, sentence })));
    if (idle) this.next(language);
  }

  stop(): void {
    this.queue = [];
    if (this.reading === null) return;
    this.reading = null;
    speechSynthesis.cancel();
    this.changed();
  }

  private next(language: string): void {
    const following = this.queue.shift();
    this.reading = following?.key ?? null;
    this.changed();
    if (!following) return;
    const utterance = new SpeechSynthesisUtterance(following.sentence);
    utterance.lang = language;
    const go = () => {
      // After stop() the cancelled sentence ends, too; then nothing follows it.
      if (this.reading === following.key) this.next(language);
    };
    utterance.onend = go;
    utterance.onerror = go;
    speechSynthesis.speak(utterance);
  }
}
