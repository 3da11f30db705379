/** The browser's speech recognition, where there is one. What is heard is only shown: nothing is sent. */

interface RecognitionEvent {
  results: ArrayLike<ArrayLike<{ transcript: string }>>;
}

interface Recognition {
  lang: string;
  interimResults: boolean;
  continuous: boolean;
  onresult: ((event: RecognitionEvent) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
  stop(): void;
}

type Maker = new () => Recognition;

function maker(): Maker | null {
  const names = globalThis as unknown as Record<string, Maker | undefined>;
  return names.SpeechRecognition ?? names.webkitSpeechRecognition ?? null;
}

export interface Hearing {
  /** The words so far. */
  heard(text: string): void;
  /** It is over: with the words, with nothing, or because the microphone is blocked. */
  ended(result: "heard" | "nothing" | "blocked"): void;
}

export class Listening {
  private recognition: Recognition | null = null;

  static get possible(): boolean {
    return maker() !== null;
  }

  get active(): boolean {
    return this.recognition !== null;
  }

  /** Listen to one sentence in `language`. */
  start(language: string, hearing: Hearing): void {
    const Recognizer = maker();
    if (!Recognizer || this.recognition) return;
    const recognition = new Recognizer();
    this.recognition = recognition;
    recognition.lang = language;
    recognition.interimResults = true;
    recognition.continuous = false;
    let text = "";
    let blocked = false;
    recognition.onresult = ({ results }) => {
      text = Array.from(results, (result) => result[0]?.transcript ?? "")
        .join("")
        .trim();
      hearing.heard(text);
    };
    recognition.onerror = ({ error }) => {
      blocked = error === "not-allowed" || error === "service-not-allowed";
    };
    recognition.onend = () => {
      this.recognition = null;
      hearing.ended(blocked ? "blocked" : text ? "heard" : "nothing");
    };
    try {
      recognition.start();
    } catch {
      recognition.onend();
    }
  }

  /** Take what has been heard. */
  stop(): void {
    this.recognition?.stop();
  }

  /** Drop what has been heard. */
  abort(): void {
    if (this.recognition) this.recognition.onend = null;
    this.recognition?.abort();
    this.recognition = null;
  }
}
