import { describeScenes } from "./scenes.js";

describeScenes("agents");
