package earshot.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path directory;

    @Test
    void whatWasNeverWrittenIsAbsent() throws Exception {
        assertThat(file().read(AtomicFileTest::good)).isEmpty();
    }

    @Test
    void theLastWriteIsRead() throws Exception {
        file().write("good one".getBytes(UTF_8));
        file().write("good two".getBytes(UTF_8));
        assertThat(file().read(AtomicFileTest::good)).contains("good two");
    }

    @Test
    void theContentBeforeStandsInForOneThatCannotBeRead() throws Exception {
        file().write("good one".getBytes(UTF_8));
        file().write("good two".getBytes(UTF_8));
        Files.writeString(path(), "half of someth");
        assertThat(file().read(AtomicFileTest::good)).contains("good one");
    }

    @Test
    void aProcessThatEndsBetweenTheTwoMovesLosesOnlyTheNewest() throws Exception {
        file().write("good one".getBytes(UTF_8));
        Files.move(path(), directory.resolve("settings.last"));
        Files.writeString(directory.resolve("settings.new"), "good two");
        assertThat(file().read(AtomicFileTest::good)).contains("good one");
        file().write("good three".getBytes(UTF_8));
        assertThat(file().read(AtomicFileTest::good)).contains("good three");
    }

    @Test
    void contentThatNobodyCanReadIsAnErrorAndNotAbsence() throws Exception {
        file().write("bad".getBytes(UTF_8));
        assertThatThrownBy(() -> file().read(AtomicFileTest::good)).isInstanceOf(IOException.class).hasMessage("bad");
    }

    private AtomicFile file() {
        return new AtomicFile(path());
    }

    private Path path() {
        return directory.resolve("settings");
    }

    private static String good(byte[] content) throws IOException {
        String text = new String(content, UTF_8);
        if (!text.startsWith("good")) {
            throw new IOException(text);
        }
        return text;
    }
}
