// Folds the events of a case into its turns and what happened between them, as domain/trace.py does for the phone.
// It is done here, when a case is opened, since nobody opens most of ten thousand.

const OF_A_TURN = new Set(
  ("woken wake_missed heard voice_step routed gate_refused limit_reached searched memory_trimmed prompt_built " +
    "backend_asked request_repeated backend_fault fallback_used thinking_delta answer_delta thinking_revealed " +
    "stuttered skill_called call_ignored turn_ended").split(" "),
);

const itemsOf = (events) => {
  const items = [];
  const turns = new Map();
  const renewed = new Map();
  for (const event of events) {
    if (event.event === "conversation_renewed") renewed.set(event.session, (renewed.get(event.session) ?? 0) + 1);
    if (!OF_A_TURN.has(event.event)) {
      items.push({ between: event });
      continue;
    }
    const key = `${event.session} ${event.turn}`;
    if (!turns.has(key)) {
      turns.set(key, begun(event, renewed.get(event.session) ?? 0));
      items.push({ turn: turns.get(key) });
    }
    take(turns.get(key), event);
  }
  return items;
};

const begun = (event, conversation) => ({
  session: event.session, number: event.turn, conversation, began: event.t, last: event.t,
  utterance: null, thinking: "", answer: "", asked: [], repeated: [], halts: [], notices: [], skills: [], events: [],
});

const take = (turn, event) => {
  turn.events.push(event);
  turn.last = event.t;
  switch (event.event) {
    case "heard": turn.utterance = event.text; turn.heard ??= event.t; break;
    case "voice_step":
      if (event.stage === "speech_to_text") { turn.began = Math.min(turn.began, event.t - event.seconds); turn.spoken = event; }
      turn.notices.push(event);
      break;
    case "woken": turn.woken = event; turn.notices.push(event); break;
    case "routed": turn.routed = event; break;
    case "searched": turn.searched = event; turn.notices.push(event); break;
    case "memory_trimmed": turn.trimmed = event; turn.notices.push(event); break;
    case "prompt_built": turn.prompt = event; break;
    case "backend_asked": turn.asked.push(event); break;
    case "request_repeated": turn.repeated.push(event); turn.notices.push(event); break;
    case "thinking_delta": turn.firstThinking ??= event.t; turn.thinking += event.text; break;
    case "answer_delta": turn.firstAnswer ??= event.t; turn.answer += event.text; break;
    case "thinking_revealed":
      turn.firstThinking ??= event.t - event.seconds;
      turn.thinking += turn.answer; turn.answer = ""; turn.firstAnswer = undefined;
      break;
    case "stuttered": turn.halts.push(event); break;
    case "skill_called": turn.skills.push(event); break;
    case "turn_ended":
      turn.ended = event; turn.answer = event.answer; turn.thinking = event.thinking;
      turn.began = Math.min(turn.began, event.t - event.seconds);
      break;
    default: turn.notices.push(event);
  }
};

// DeepSeek's turns, and those of the maker's own model and the skills: each remembers its own.
const memoryOf = (turn) => (!turn.routed || turn.routed.route === "agent" ? "agent" : "in_house");

const isRemembered = (turn) => {
  if (!turn.ended || !turn.utterance) return false;
  const { outcome, answer } = turn.ended;
  return outcome === "completed" || outcome === "interrupted" || (outcome === "fault" && Boolean(answer));
};
