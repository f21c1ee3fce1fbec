// What the examples' pages run: `window.documentation`.
import * as agent from "./agent";
import { agentApp } from "./agent-app";
import { chat, task } from "./chat-and-task";
import { call, others, unanswered } from "./contact";
import { outcomes } from "./example";
import { initialization } from "./initialization";
import { logger } from "./logger";
import { accessDenied, authFail, loggingOut } from "./signing-out";
import { typescript } from "./typescript";
import { voiceId } from "./voice-id";

const documentation = {
  outcomes,
  stories: {
    initialization,
    ...agent,
    call,
    unanswered,
    others,
    chat,
    task,
    voiceId,
    logger,
    authFail,
    loggingOut,
    accessDenied,
    agentApp,
    typescript,
  },
};

Object.assign(window, { documentation });
