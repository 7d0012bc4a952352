package earshot.server;

import module java.base;

/// What a client sent to connect, for people: cut, with its secrets masked.
///
/// @param line first line of the request, cut at 256 characters; empty when none came
/// @param headers `name: value`, in order, at most [#MAX_HEADERS]
public record SentRequest(String line, List<String> headers) {
    static final SentRequest NOTHING = new SentRequest("", List.of());
    static final int MAX_HEADERS = 24;

    public SentRequest {
        headers = List.copyOf(headers);
    }
}
