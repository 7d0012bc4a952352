package earshot.proof;

import module java.base;

/// Makes inputs that hurt: samples that are damaged, spliced and filled up with long runs of what is costly somewhere. The same seed makes the
/// same inputs.
final class HostileInputs {
    /// What is costly for some reader: words that are masked, brackets and quotes, marks that are reordered or fold to many, letters whose case depends on others, line ends,
    /// escapes, numbers, YAML's anchors.
    private static final List<String> TOKENS = List.of("token", "secret", "authorization", "bearer ", "bearer+a ", "api-key.", "password:", "\"token\":\"",
        "token=\\\\\"", "{", "[", "{\"a\":", "[[", "}", "]", "\"", "\\",
        "\\\"", "'", ":", "=", ",", "\"a\":1,", "\"type\":\"listen\",", "a.", "!", "?!", "。", "吧", "结束会议。", "\u0316\u0300", "\uFDFA", "İ", "%C4%B0", "Σ", "aΣ",
        "%CE%A3", "ß", "ﬃ", "😀", "\u200d", "\u202e", "\uD800", "\u0000", "\u001b[31m", "\r\n", "\n", "\t", " ",
        "\r\nDevice-Id: a", "\r\nx: ", ";", "&", "&a=", "%20", "%", "%zz", "?", "/", "../", "#", "<think>", "</think>", "<", "![](", "*", "_", "`", "|", "- ",
        "? ", "&a ", "*a ", "!!", "<<: *a\n", "  ", "a: &b {c: *b}\n", "---\n",
        "1", "9", "1e999999999", "-0.0000001", "0x", "null,", "true,", "\"id\":1,", "\"result\":{", "\"tools\":[", "\"inputSchema\":{", "\"nextCursor\":\"");
    private static final int MUTATIONS = 8;
    private static final int USUAL_BYTES = 2_048;

    private final SplittableRandom random;
    private final int maxBytes;

    HostileInputs(long seed, int maxBytes) {
        random = new SplittableRandom(seed);
        this.maxBytes = maxBytes;
    }

    /// The next input, made from one of `samples`.
    byte[] next(List<byte[]> samples) {
        byte[] sample = samples.get(random.nextInt(samples.size()));
        byte[] made = switch (random.nextInt(8)) {
            case 0, 1 -> damaged(sample);
            case 2, 3 -> inserted(sample, run(token()));
            case 4 -> inserted(sample, run(token() + token()));
            case 5 -> inserted(inserted(sample, run(token())), run(token()));
            case 6 -> inserted(sample, keys());
            default -> random.nextInt(4) == 0 ? bytes(random.nextInt(1, USUAL_BYTES))
                : inserted(damaged(sample), damaged(samples.get(random.nextInt(samples.size()))));
        };
        return made.length <= maxBytes ? made : Arrays.copyOf(made, maxBytes);
    }

    /// Each costly token once as a run as long as is let in, in a sample: what grows with the square of its length shows itself here.
    List<byte[]> longRuns(List<byte[]> samples) {
        return TOKENS.stream()
            .map(token -> inserted(samples.get(random.nextInt(samples.size())), token.repeat(maxBytes / token.length()).getBytes(StandardCharsets.UTF_8)))
            .map(made -> made.length <= maxBytes ? made : Arrays.copyOf(made, maxBytes)).toList();
    }

    private String token() {
        return TOKENS.get(random.nextInt(TOKENS.size()));
    }

    private byte[] run(String token) {
        return token.repeat(Math.max(1, length() / token.length())).getBytes(StandardCharsets.UTF_8);
    }

    /// Mostly short, so that there are many; one in fifty is as long as is let in.
    private int length() {
        return random.nextInt(50) == 0 ? random.nextInt(1, maxBytes) : 1 << random.nextInt(11);
    }

    /// Many fields, all of one name, all different, or all with the same hash.
    private byte[] keys() {
        int kind = random.nextInt(3);
        String value = token();
        StringBuilder keys = new StringBuilder();
        for (int i = 0, count = length() / 8; i < count; i++) {
            String key = switch (kind) {
                case 0 -> "a";
                case 1 -> "k" + i;
                default -> Integer.toBinaryString(0x10000 | i & 0xffff).replace("0", "Aa").replace("1", "BB");
            };
            keys.append('"').append(key).append("\":\"").append(value).append("\",");
        }
        return keys.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] damaged(byte[] sample) {
        byte[] made = sample.clone();
        for (int i = random.nextInt(MUTATIONS); i >= 0 && made.length > 0; i--) {
            int at = random.nextInt(made.length);
            switch (random.nextInt(4)) {
                case 0 -> made[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> made[at] = (byte) random.nextInt(256);
                case 2 -> made = inserted(made, token().getBytes(StandardCharsets.UTF_8));
                default -> made = without(made, at, Math.min(made.length, at + random.nextInt(1, 16)));
            }
        }
        return made;
    }

    private byte[] inserted(byte[] into, byte[] part) {
        int at = random.nextInt(into.length + 1);
        return ByteBuffer.allocate(into.length + part.length).put(into, 0, at).put(part).put(into, at, into.length - at).array();
    }

    private static byte[] without(byte[] from, int begin, int end) {
        return ByteBuffer.allocate(from.length - (end - begin)).put(from, 0, begin).put(from, end, from.length - end).array();
    }

    private byte[] bytes(int length) {
        byte[] made = new byte[length];
        random.nextBytes(made);
        return made;
    }
}
