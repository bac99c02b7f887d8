import { describeScenes } from "./scenes.js";

describeScenes("agents", { failing: [3, 4], cut: [12] });
