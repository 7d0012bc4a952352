package earshot.tts;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSocket;

/// One sentence of the read-aloud service. Its sound comes in binary messages: two bytes with the length of a head, the head, MP3. The text message
/// `turn.end` is the last.
record EdgeExchange(EdgeRequest request, ProviderErrors errors) implements SpeechExchange {
    @Override
    public void begin(ProviderSocket socket, Instant now) {
        socket.send(EdgeRequest.config(now));
        socket.send(request.ssml(now, UUID.randomUUID()));
    }

    @Override
    public SpeechPart received(ProviderSocket socket, String message) {
        boolean last = message.lines().takeWhile(line -> !line.isEmpty()).anyMatch(line -> line.strip().equalsIgnoreCase("Path:turn.end"));
        return last ? new SpeechPart.End() : new SpeechPart.Nothing();
    }

    @Override
    public SpeechPart received(byte[] message) {
        int head = message.length < 2 ? -1 : 2 + ((message[0] & 0xff) << 8 | message[1] & 0xff);
        if (head < 0 || head > message.length) {
            throw errors.malformed(ProblemReason.BOUND_MESSAGE, List.of(String.valueOf(message.length)));
        }
        boolean sound = new String(message, 2, head - 2, StandardCharsets.UTF_8).lines().anyMatch(line -> line.strip().equalsIgnoreCase("Path:audio"));
        return sound ? new SpeechPart.Sound(Arrays.copyOfRange(message, head, message.length)) : new SpeechPart.Nothing();
    }

    @Override
    public String contentType() {
        return EdgeRequest.CONTENT_TYPE;
    }
}
