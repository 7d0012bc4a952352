package earshot.tts;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.format.FormatDetectingDecoder;

/// Finds the sound among the texts of JSON, in base64 or hexadecimal digits: the first that has the sign of a known format names the key, and what has that
/// key later is more of it.
final class TextSound {
    /// Shorter texts are not the beginning of a sound.
    private static final int LEAST_CHARS = 64;
    /// So long a text of such digits is no word.
    private static final int SURELY_CHARS = 1_000;
    private static final Pattern HEXADECIMAL = Pattern.compile("(?:[0-9a-fA-F]{2})+");
    private static final Pattern LABEL = Pattern.compile("data:[^,]{0,100};base64,");

    private final boolean raw;
    private Optional<String> key = Optional.empty();
    private Optional<String> unknownKey = Optional.empty();
    private byte[] first = new byte[0];
    private long length;

    /// @param key of the text, or of the list in which it is
    private record Leaf(String key, String text) {}

    /// @param raw whether sound may be without a sign
    TextSound(boolean raw) {
        this.raw = raw;
    }

    boolean isFound() {
        return key.isPresent();
    }

    /// Of what may be sound, but of no known format.
    Optional<String> unknownKey() {
        return unknownKey;
    }

    /// Empty where the JSON has none, or only again what came before: some repeat all at the end.
    byte[] of(JsonNode json) {
        List<Leaf> leaves = new ArrayList<>();
        collect("", json, leaves);
        if (key.isEmpty()) {
            key = leaves.stream().filter(leaf -> leaf.text().length() >= LEAST_CHARS)
                .filter(leaf -> decoded(leaf.text()).filter(FormatDetectingDecoder::recognizes).isPresent())
                .map(Leaf::key).findFirst().or(() -> samples(leaves));
        }
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        leaves.stream().filter(leaf -> key.filter(leaf.key()::equals).isPresent()).flatMap(leaf -> decoded(leaf.text()).stream()).filter(this::isNew)
            .forEach(sound::writeBytes);
        return sound.toByteArray();
    }

    private Optional<String> samples(List<Leaf> leaves) {
        Optional<Leaf> longest = leaves.stream().filter(leaf -> decoded(leaf.text()).isPresent()).max(Comparator.comparingInt(leaf -> leaf.text().length()));
        unknownKey = unknownKey.or(() -> longest.filter(leaf -> leaf.text().length() >= SURELY_CHARS).map(Leaf::key));
        return raw ? longest.filter(leaf -> leaf.text().length() >= LEAST_CHARS).map(Leaf::key) : Optional.empty();
    }

    private boolean isNew(byte[] piece) {
        boolean again = length > 0 && piece.length >= length && Arrays.equals(piece, 0, first.length, first, 0, first.length);
        if (length == 0) {
            first = piece;
        }
        length += again ? 0 : piece.length;
        return !again;
    }

    private static void collect(String key, JsonNode json, List<Leaf> leaves) {
        if (json.isTextual()) {
            leaves.add(new Leaf(key, json.textValue()));
        }
        json.properties().forEach(member -> collect(member.getKey(), member.getValue(), leaves));
        if (json.isArray()) {
            json.forEach(item -> collect(key, item, leaves));
        }
    }

    private static Optional<byte[]> decoded(String text) {
        Matcher label = LABEL.matcher(text);
        String digits = label.lookingAt() ? text.substring(label.end()) : text;
        try {
            if (HEXADECIMAL.matcher(digits).matches()) {
                return Optional.of(HexFormat.of().parseHex(digits));
            }
            boolean address = digits.indexOf('-') >= 0 || digits.indexOf('_') >= 0;
            return digits.indexOf(' ') >= 0 ? Optional.empty() : Optional.of((address ? Base64.getUrlDecoder() : Base64.getDecoder())
                .decode(digits.replace("\n", "").replace("\r", "")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
