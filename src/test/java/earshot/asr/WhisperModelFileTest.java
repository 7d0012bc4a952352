package earshot.asr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhisperModelFileTest {
    @TempDir
    private Path directory;

    @Test
    void aWholeModelIsAccepted() throws IOException {
        assertThat(WhisperModelFile.check(write(WhisperModelSample.bytes())).multilingual()).isTrue();
        assertThat(WhisperModelFile.check(write(WhisperModelSample.with(1, 51_864))).multilingual()).as("one token less: English only").isFalse();
        WhisperModelFile.check(write(WhisperModelSample.withTensor(List.of(64, 3), 1, "decoder.ln.weight", 64 * 3 * 2)));
        WhisperModelFile.check(write(WhisperModelSample.withTensor(List.of(64, 2), 8, "decoder.ln.weight", 4 * 34)));
    }

    @Test
    void whatIsNoModelIsRefusedWithItsReason() throws IOException {
        refused("not a model of whisper.cpp", new byte[0], "GGUF and more".getBytes(StandardCharsets.US_ASCII),
            "<html>not found</html>".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aNumberThatTheNativeCodeWouldTrustIsRefused() throws IOException {
        refused("damaged", WhisperModelSample.with(1, Integer.MAX_VALUE), WhisperModelSample.with(2, -1), WhisperModelSample.with(3, 1 << 30),
            WhisperModelSample.with(4, 0), WhisperModelSample.with(4, 3),
            WhisperModelSample.with(5, 5_000), WhisperModelSample.with(6, 1), WhisperModelSample.with(10, 128), WhisperModelSample.with(11, 4),
            WhisperModelSample.with(11, -1), WhisperModelSample.withoutPunctuation());
        refused("damaged", WhisperModelSample.withTensor(List.of(64, 1, 1, 1, 1), 1, "x", 128), WhisperModelSample.withTensor(List.of(), 1, "x", 128),
            WhisperModelSample.withTensor(List.of(64), 5, "x", 128),
            WhisperModelSample.withTensor(List.of(-64), 1, "x", 128), WhisperModelSample.withTensor(List.of(100), 8, "x", 128),
            WhisperModelSample.withTensor(List.of(1 << 17, 1 << 17, 1 << 17, 1 << 17), 1, "x", 128));
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = WhisperModelSample.withTensor(List.of(64, 3), 1, "decoder.ln.weight", 64 * 3 * 2);
        for (int length : List.of(4, 7, 40, 60, 30_000, 64_400, 200_000, whole.length - 400, whole.length - 1)) {
            refused("cut off", Arrays.copyOf(whole, length));
        }
    }

    private void refused(String reason, byte[]... files) throws IOException {
        for (byte[] file : files) {
            Path path = write(file);
            assertThatThrownBy(() -> WhisperModelFile.check(path)).isInstanceOf(IOException.class).hasMessageContaining(reason);
        }
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(directory.resolve("model.bin"), content);
    }
}
