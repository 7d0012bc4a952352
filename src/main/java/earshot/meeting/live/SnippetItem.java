package earshot.meeting.live;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// One item of a `snippet` message. Source: badge-protocol section 2.16.
///
/// @param text as received, at most [#MAX_TEXT_BYTES] bytes of UTF-8
/// @param speaker empty when the device sends none
record SnippetItem(String tag, String text, Optional<String> speaker) {
    /// Bytes of one text; the end of a longer one is cut off.
    static final int MAX_TEXT_BYTES = 2_048;
    /// Bytes of a name or a tag.
    private static final int MAX_NAME_BYTES = 128;

    static final String SCHEMA = "items must be array of {tag,text}: missing one of tag/text";

    /// Empty when the items do not follow the protocol; then none of them is taken.
    static Optional<List<SnippetItem>> read(JsonNode items) {
        if (!items.isArray()) {
            return Optional.empty();
        }
        List<SnippetItem> snippets = new ArrayList<>();
        for (JsonNode item : items) {
            if (!item.path("tag").isTextual() || !item.path("text").isTextual()) {
                return Optional.empty();
            }
            JsonNode speaker = item.path("speakerId");
            Optional<String> name = speaker.isTextual() || speaker.isNumber() ? Optional.of(truncate(speaker.asText().strip(), MAX_NAME_BYTES))
                : Optional.empty();
            snippets.add(new SnippetItem(truncate(item.path("tag").asText().strip(), MAX_NAME_BYTES), truncate(item.path("text").asText(), MAX_TEXT_BYTES),
                name.filter(n -> !n.isEmpty())));
        }
        return Optional.of(snippets);
    }

    /// The longest prefix that fits into so many bytes of UTF-8; no character is split.
    static String truncate(String text, int bytes) {
        int room = bytes;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            room -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (room < 0) {
                return text.substring(0, end);
            }
            end += Character.charCount(point);
        }
        return text;
    }
}
