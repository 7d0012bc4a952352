package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.WavFile;
import earshot.simulator.EncodedRecording;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;

/// A client over a real socket that keeps the texts it receives and answers pings.
final class ClientFake implements WebSocketClient.Listener {
    private static final EncodedRecording SENTENCE = EncodedRecording.of(OpusCodecs.best(), WavFile.read(Path.of("assets/speech/sentence.wav")));
    private static final byte[] SILENCE = {0x58};

    final List<String> texts = new CopyOnWriteArrayList<>();
    volatile int binaries;
    /// When each binary message came, in monotonic nanoseconds.
    final List<Long> binaryArrivals = new CopyOnWriteArrayList<>();
    WebSocketClient socket;

    void send(String text) {
        assertThat(socket.text(text)).isTrue();
    }

    /// Sends a sentence and the silence after it, as fast as the socket accepts them; the server queues at most 128 frames.
    void sendSentence() {
        SENTENCE.packets().forEach(socket::binary);
        for (int i = 0; i < 20; i++) {
            socket.binary(SILENCE);
        }
    }

    void awaitReceived(String part) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(texts).anyMatch(text -> text.contains(part)));
    }

    /// The states of the `tts` messages received, without those of the tone, which have no session id.
    List<String> ttsStates() {
        return texts.stream().filter(text -> text.contains("\"type\":\"tts\"") && text.contains("session_id"))
            .map(text -> text.replaceAll(".*\"state\":\"([a-z_]+)\".*", "$1")).toList();
    }

    String last(String part) {
        return texts.stream().filter(text -> text.contains(part)).toList().getLast();
    }

    long count(String whole) {
        return texts.stream().filter(whole::equals).count();
    }

    /// The close frames received: code and reason.
    String closed() {
        return String.join(" ", texts.stream().filter(text -> text.startsWith("close ")).toList());
    }

    @Override
    public void received(WebSocketMessage message, long arrivalNanos) {
        switch (message) {
            case WebSocketMessage.Text text -> texts.add(text.text());
            case WebSocketMessage.Close close -> texts.add("close " + close.code() + " " + close.reason());
            case WebSocketMessage.Ping ping -> socket.pong(ping.payload());
            case WebSocketMessage.Binary _ -> {
                binaries++;
                binaryArrivals.add(arrivalNanos);
            }
            case WebSocketMessage.Pong _ -> {}
        }
    }

    @Override
    public void ended(String why) {}
}
