package earshot.tts;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.format.FormatDetectingDecoder;

/// Finds the sound among the texts of JSON, in base64 or hexadecimal digits: the first that has the sign of a known format names the key, and what has that
/// key later is more of it. Some services cut one long text wherever it happens: what is left of a piece then begins the next.
final class SoundInJson {
    /// Shorter texts are not the beginning of a sound.
    private static final int LEAST_CHARS = 64;
    /// So long a text of such digits is no word.
    private static final int SURELY_CHARS = 1_000;
    private static final Pattern HEXADECIMAL = Pattern.compile("(?:[0-9a-fA-F]{2})+");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern LABEL = Pattern.compile("data:[^,]{0,100};base64,");

    private final boolean raw;
    private Optional<String> key = Optional.empty();
    private Optional<String> unknownKey = Optional.empty();
    private String first = "";
    private long length;
    private String rest = "";
    private Pieces pieces = Pieces.UNKNOWN;

    /// What the pieces of a sound are.
    private enum Pieces { UNKNOWN, OF_ONE_TEXT, TEXTS }

    /// @param key of the text, or of the list in which it is
    private record Leaf(String key, String text) {}

    /// @param raw whether sound may be without a sign
    SoundInJson(boolean raw) {
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
                .filter(leaf -> beginning(leaf.text()).filter(FormatDetectingDecoder::recognizes).isPresent())
                .map(Leaf::key).findFirst().or(() -> samples(leaves));
        }
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        leaves.stream().filter(leaf -> key.filter(leaf.key()::equals).isPresent()).map(Leaf::text).filter(this::isNew).flatMap(text -> piece(text).stream())
            .forEach(sound::writeBytes);
        return sound.toByteArray();
    }

    private Optional<String> samples(List<Leaf> leaves) {
        Optional<Leaf> longest = leaves.stream().filter(leaf -> decoded(leaf.text()).isPresent()).max(Comparator.comparingInt(leaf -> leaf.text().length()));
        unknownKey = unknownKey.or(() -> longest.filter(leaf -> leaf.text().length() >= SURELY_CHARS).map(Leaf::key));
        return raw ? longest.filter(leaf -> leaf.text().length() >= LEAST_CHARS).map(Leaf::key) : Optional.empty();
    }

    private boolean isNew(String text) {
        boolean again = length > 0 && text.length() >= length && text.startsWith(first);
        if (length == 0) {
            first = text;
        }
        length += again ? 0 : text.length();
        return !again;
    }

    /// Decodes what is left of the piece before, and this but for what is too little for a byte.
    private Optional<byte[]> piece(String text) {
        String digits = digits(text);
        int unit = DIGITS.matcher(digits(first)).matches() ? 2 : 4;
        String all = rest + digits;
        if (unit == 2 || !isWhole(digits)) {
            pieces = Pieces.OF_ONE_TEXT;
        } else if (pieces == Pieces.UNKNOWN && !rest.isEmpty()) {
            pieces = all.endsWith("=") && all.length() % unit == 0 ? Pieces.OF_ONE_TEXT : Pieces.TEXTS;
        }
        if (pieces == Pieces.TEXTS) {
            Optional<byte[]> before = decoded(rest);
            rest = "";
            return decoded(digits).map(bytes -> joined(before.orElse(new byte[0]), bytes));
        }
        int end = all.length() - all.length() % unit;
        rest = all.substring(end);
        return decoded(all.substring(0, end));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /// Whether a text in base64 may end here: the bits of its last character that are no byte are 0.
    private static boolean isWhole(String text) {
        int left = text.length() % 4;
        return left == 0 || left > 1 && (value(text.charAt(text.length() - 1)) & (left == 2 ? 0xF : 3)) == 0;
    }

    /// Of a character in base64; 0 for one that fills up.
    private static int value(char digit) {
        return Math.max(0, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(digit == '-' ? '+' : digit == '_' ? '/' : digit));
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

    private static Optional<byte[]> beginning(String text) {
        String digits = digits(text);
        return decoded(digits.substring(0, digits.length() - digits.length() % (DIGITS.matcher(digits).matches() ? 2 : 4)));
    }

    /// Without the label of an address that is the sound itself.
    private static String digits(String text) {
        Matcher label = LABEL.matcher(text);
        return (label.lookingAt() ? text.substring(label.end()) : text).replace("\n", "").replace("\r", "");
    }

    private static Optional<byte[]> decoded(String text) {
        String digits = digits(text);
        try {
            if (HEXADECIMAL.matcher(digits).matches()) {
                return Optional.of(HexFormat.of().parseHex(digits));
            }
            boolean address = digits.indexOf('-') >= 0 || digits.indexOf('_') >= 0;
            return digits.indexOf(' ') >= 0 ? Optional.empty() : Optional.of((address ? Base64.getUrlDecoder() : Base64.getDecoder())
                .decode(digits));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
