package earshot.proof;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.simulator.EncodedRecording;
import earshot.simulator.SampleSentence;

/// A way to make a server work: what a connection sends, again and again, as fast as it is taken.
enum Attack {
    LARGE_JSON("large JSON", Start.CONVERSATION, () -> List.of("{\"type\":\"x\",\"a\":[" + "[],".repeat(Attack.LARGEST / 3) + "1]}")),
    SECRETS("words of secrets", Start.CONVERSATION, () -> List.of("{\"type\":\"x\",\"a\":\"" + "token".repeat(Attack.LARGEST / 5) + "\"}")),
    TOOL_PAGES("endless tool pages", Start.CONVERSATION, List::of),
    THINGS("descriptors of things", Start.CONVERSATION, () -> IntStream.range(0, 10).mapToObj(Attack::things).toList()),
    SNIPPETS("snippets", Start.MEETING, () -> List.of(items(4_241, "Sentence, one of many"), items(100, "words ".repeat(330)))),
    DETECTED("detected texts", Start.CONVERSATION,
        () -> Stream.of("a.".repeat(2_000), "\u0316\u0300".repeat(700), "吧".repeat(1_300))
            .map(text -> "{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + text + "\"}").toList()),
    FAST_SOUND("sound too fast", Start.TALK, List::of),
    HEADS("heads half open", Start.NONE, List::of),
    HUGE_TEXTS("texts of 2 MB", Start.CONVERSATION, () -> List.of("{\"type\":\"x\",\"a\":\"" + "y".repeat(2 << 20) + "\"}"));

    private static final int LARGEST = 250_000;

    final String words;
    final List<byte[]> beginning;
    final List<byte[]> moves;

    private enum Start { NONE, CONVERSATION, MEETING, TALK }

    Attack(String words, Start start, Supplier<List<String>> texts) {
        this.words = words;
        beginning = Stream.concat(Stream.of("{\"type\":\"hello\",\"version\":1,\"features\":{\"mcp\":true}}"), switch (start) {
            case NONE, CONVERSATION -> Stream.of();
            case MEETING -> Stream.of("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
            case TALK -> Stream.of("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"realtime\"}");
        }).map(Attack::text).toList();
        moves = start == Start.TALK
            ? EncodedRecording.of(OpusCodecs.best(), SampleSentence.load().pcmAudio()).packets().stream().map(packet -> frame(2, packet)).toList()
            : texts.get().stream().map(Attack::text).toList();
    }

    /// The answer to a request for tools: a page as large as a message may be, with one more to come.
    static byte[] page(String id) {
        return text(
            "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"nextCursor\":\"" + id + "\",\"tools\":[{\"name\":\"tool " + id
            + "\",\"inputSchema\":{\"enum\":[" + "[],".repeat(LARGEST / 4) + "1]}}]}}}");
    }

    private static String things(int first) {
        return IntStream.range(0, 60).mapToObj(i -> "{\"name\":\"thing %d\",\"properties\":{%s}}".formatted(first * 60 + i, IntStream.range(0, 100)
            .mapToObj(p -> "\"property %d\":{\"type\":\"number\"}".formatted(p)).collect(Collectors.joining(","))))
            .collect(Collectors.joining(",", "{\"type\":\"iot\",\"descriptors\":[", "]}"));
    }

    private static String items(int count, String text) {
        return IntStream.range(0, count).mapToObj(i -> "{\"tag\":\"a\",\"text\":\"%s %d.\"}".formatted(text, i))
            .collect(Collectors.joining(",", "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[", "]}"));
    }

    private static byte[] text(String text) {
        return frame(1, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A whole frame, made once: the attackers shall cost the computer as little as can be.
    static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        byte[] key = {1, 2, 3, 4};
        frame.put(key);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ key[i % 4]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }
}
