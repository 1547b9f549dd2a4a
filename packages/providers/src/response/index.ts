export { type Owner, ownedContainers, ownedEvent, ownedResponse } from "./owned.ts";
export {
  isEchoed,
  isTypedEvent,
  printedDeletion,
  printedEvent,
  printedItems,
  printedResponse,
  printedSearch,
  printedSparse,
  printedUnread,
  replayedReasoning,
} from "./shapes.ts";
