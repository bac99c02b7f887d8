import type * as AdaptiveCardsModule from "adaptivecards";

declare global {
  interface Window {
    readonly AdaptiveCards: typeof AdaptiveCardsModule;
  }
}

/** What a button of a card sends. */
export interface Pressed {
  readonly press: string;
  readonly several: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** Draws a card with Microsoft's renderer into the box; drawn again when the system turns dark or light. */
export function drawCard(card: unknown, box: HTMLElement, onPress: (pressed: Pressed) => void): void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const draw = (): void => {
    const drawn = new window.AdaptiveCards.AdaptiveCard();
    drawn.hostConfig = new window.AdaptiveCards.HostConfig(hostConfig());
    drawn.onExecuteAction = (action) => {
      if (action instanceof window.AdaptiveCards.OpenUrlAction && action.url !== undefined) {
        window.open(action.url, "_blank", "noopener");
        return;
      }
      if (
        !(action instanceof window.AdaptiveCards.ExecuteAction) &&
        !(action instanceof window.AdaptiveCards.SubmitAction)
      )
        return;
      const { press, several = [], ...values } = (action.data ?? {}) as { press?: unknown; several?: string[] };
      if (typeof press === "string") onPress({ press, several, values });
    };
    drawn.parse(card);
    const rendered = drawn.render();
    if (rendered) {
      // The box's own section already names the region; the renderer's would be a second one.
      rendered.removeAttribute("tabindex");
      for (const heading of rendered.querySelectorAll('[role="heading"]')) heading.setAttribute("aria-level", "2");
      box.replaceChildren(rendered);
    }
  };
  draw();
  dark.addEventListener("change", () => {
    if (box.isConnected) draw();
  });
}

/** The renderer's colors and sizes, taken from the page's style sheet. */
function hostConfig(): Record<string, unknown> {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const ink = { default: color("--ink"), subtle: color("--ink-quiet") };
  const colors = {
    default: ink,
    accent: { default: color("--accent"), subtle: color("--accent") },
    attention: { default: color("--danger"), subtle: color("--danger") },
    good: { default: color("--good"), subtle: color("--good") },
  };
  return {
    fontFamily: "inherit",
    fontSizes: { small: 14, default: 16, medium: 18, large: 20, extraLarge: 24 },
    lineHeights: { small: 20, default: 24, medium: 25, large: 27, extraLarge: 32 },
    spacing: { small: 6, default: 10, medium: 14, large: 18, extraLarge: 24, padding: 0 },
    supportsInteractivity: true,
    actions: {
      maxActions: 12,
      buttonSpacing: 8,
      actionsOrientation: "horizontal",
      actionAlignment: "left",
      spacing: "default",
    },
    containerStyles: {
      default: { backgroundColor: "transparent", foregroundColors: colors },
      emphasis: { backgroundColor: color("--line"), foregroundColors: colors },
      good: { backgroundColor: color("--good"), foregroundColors: colors },
    },
    inputs: {
      label: {
        requiredInputs: { weight: "Bolder", suffix: " *", suffixColor: "attention" },
        optionalInputs: { weight: "Bolder" },
      },
      errorMessage: { color: "Attention" },
    },
    textStyles: { heading: { size: "medium", weight: "bolder" } },
  };
}
