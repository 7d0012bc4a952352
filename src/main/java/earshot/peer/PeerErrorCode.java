package earshot.peer;

/// Why a message was not taken. The protocol writes the names. Source: badge-protocol section 2.19.
enum PeerErrorCode {
    INVALID_REQUEST, LLM_OUTPUT_NOT_JSON, SCHEMA_INVALID, INTERNAL_ERROR, TARGET_OFFLINE, UNAUTHORIZED, RATE_LIMITED
}
