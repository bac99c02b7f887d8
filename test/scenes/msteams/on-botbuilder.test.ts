import { describeScenes } from "./scenes.js";

describeScenes("botbuilder");
