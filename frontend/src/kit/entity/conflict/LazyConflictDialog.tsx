/** The conflict dialog in a chunk of its own, for screens that seldom need it. */
export { ConflictDialog as default } from "./ConflictDialog";
