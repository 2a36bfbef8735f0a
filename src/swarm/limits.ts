// What a swarm costs at most and how long it waits. Each stands in docs/LIMITS.md where a peer can push against it.

/** Requests under way to one partner are worth this time at the rate it shows. */
export const WINDOW_MS = 750;
/** Before anything was measured, and at least: enough to measure by. */
export const FIRST_WINDOW_CHUNKS = 4;
export const MIN_WINDOW_CHUNKS = 2;
/** 16 MiB at 64 KiB: three quarters of a second on the fastest path seen. */
export const MAX_WINDOW_CHUNKS = 256;
/** Asked of all partners together: 32 MiB of a file is the most that is on the way. */
export const MAX_ASKED_CHUNKS = 512;
/** Arrived and not stored yet: beyond it nothing is asked, so a slow disk holds the network back. */
export const MAX_STORING_CHUNKS = 128;
/** A place that takes nothing of what is here for so long is named. */
export const HELD_BACK_MS = 3_000;

/** Increments of what is held are told together after this: ten times a second at most. */
export const HAVE_DELAY_MS = 100;
/** Of one partner in one swarm; what came late is let through in a burst. */
export const HAVE_RATE = { perSecond: 12, burst: 60 } as const;
/** Messages about leaves, of one partner in one swarm. */
export const ASK_RATE = { perSecond: 10, burst: 40 } as const;

/** Under way, a swarm looks after late sources this often; a complete or idle one never. */
export const TICK_MS = 200;
/** A source that is silent this long is overtaken, and a slower one after four times what a chunk takes it. */
export const STALL_MS = 2_000;
export const MAX_STALL_MS = 8_000;
/** After this its requests are taken back. */
export const GIVE_UP_MS = 15_000;
/** The last so many chunks may be asked of up to so many partners at once. */
export const ENDGAME_CHUNKS = 8;
export const ENDGAME_SOURCES = 3;
/** Not before a request is this late. */
export const ENDGAME_LATE_MS = 250;
/** With so many bad chunks a partner is banned from the swarm. */
export const MAX_BAD_CHUNKS = 2;
/** Peers of one swarm of whom is remembered what they did, also when they take no part any more. */
export const MAX_CONDUCTS = 256;

/** Requests of one partner that wait to be served. */
export const MAX_WAITING_REQUESTS = 512;
/** Chunks read ahead for one partner, and what may wait on its link: more would only make cancelling late. */
export const READ_AHEAD_CHUNKS = 8;
export const LINK_GOAL_BYTES = 384 * 1024;
/** ... and of all files together for one peer. */
export const MAX_READ_AHEAD_BYTES = 2 * 1024 * 1024;
/** A full link is tried again after this even when nobody said that it has room. */
export const RETRY_SEND_MS = 250;

/** A dealer deals ahead what a partner takes in this time. */
export const DEAL_AHEAD_MS = 1_000;
export const MIN_DEAL_CHUNKS = 2;
export const MAX_DEAL_CHUNKS = 256;
/** What was dealt and is announced by nobody after this is dealt to another. */
export const DEAL_STALE_MS = 5_000;
/** A partner of a dealer to whom nothing comes asks for what nobody else near it holds, after this. */
export const IDLE_DEALER_MS = 1_000;
/** ... and for anything, when the others together have been slow for so long and would need longer than this. */
export const SLOW_OTHERS_MS = 3_000;

/** Slices of leaves asked for at once, and how long an answer may take. */
export const MAX_SLICES_ASKED = 4;
export const LEAVES_TIMEOUT_MS = 4_000;
/** Messages of leaves waiting to be checked; an offerer that hashes tells four slices in steps of 16 leaves. */
export const MAX_WAITING_CHECKS = 256;

/** A swarm short of sources asks for a link this often, doubling. */
export const LINK_REQUEST_MS = 2_000;
export const MAX_LINK_REQUEST_MS = 60_000;
/** Holders remembered for one swarm. */
export const MAX_HOLDERS = 256;

/** News to everybody: below what the others allow (swarm-news), of whose burst a part is left for newcomers. */
export const NEWS_PACE = { perSecond: 0.9, burst: 40 } as const;
/** News that could not be handed over are tried again after this, doubling while nobody takes any. */
export const NEWS_RETRY_MS = 1_000;
export const MAX_NEWS_RETRY_MS = 32_000;
/** Swarms taken part in at once; more offers may wait to be accepted. */
export const MAX_SWARMS = 512;
export const MAX_OFFERS = 4_096;
export const MAX_OFFERS_OF_ONE = 1_024;
/** Holders remembered of an offer that nobody accepted here. */
export const MAX_OFFER_HOLDERS = 32;
/** Those who hold what somebody offered who is gone say so within this, not all at once. */
export const ORPHAN_TELL_MS = 1_000;
/** ... and those who do not wait for that before they forget the offer. */
export const ORPHAN_GRACE_MS = 5_000;
/** Partners of one swarm: links of a mesh with room for moments. */
export const MAX_PARTNERS = 64;
/** A dealer gives anything to a few that lack more than this part of the file, once somebody else holds it all too. */
export const NEWCOMER_SHARE = 0.5;
export const FEW_NEWCOMERS = 2;
