package earshot.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.store.HomeDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LineChannelTest {
    private static final int MOST = 64 * 1024;

    @TempDir
    Path directory;

    private Path socket;
    private ServerSocketChannel server;
    private LineChannel client;
    private LineChannel accepted;

    @BeforeEach
    void connect() throws IOException {
        HomeDirectory home = new HomeDirectory(directory);
        socket = home.socket("line");
        server = LineChannel.listen(home, socket);
        client = LineChannel.connect(socket);
        accepted = new LineChannel(server.accept());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        server.close();
    }

    @Test
    void linesArriveOneByOneInTheirOrder() throws IOException {
        client.write("released 8000 8003");
        client.write("");
        client.write("预算 \uD83D\uDE00");
        assertThat(List.of(accepted.read(), accepted.read(), accepted.read())).containsExactly("released 8000 8003", "", "预算 \uD83D\uDE00");
        accepted.write("serves");
        assertThat(client.read()).isEqualTo("serves");
    }

    @Test
    void aLineThatEndsWithItsPeerIsNoLine() throws IOException {
        client.channel().write(ByteBuffer.wrap("half".getBytes(StandardCharsets.UTF_8)));
        client.close();
        assertThatThrownBy(accepted::read).isInstanceOf(IOException.class).hasMessage("the line ended early");
    }

    @Test
    void aLineWithoutAnEndIsReadUpToItsBound() throws Exception {
        Thread writer = Thread.startVirtualThread(() -> {
            try {
                client.write("x".repeat(MOST));
                client.write("y".repeat(MOST + 1));
            } catch (IOException e) {
                // the reader has had enough
            }
        });
        assertThat(accepted.read()).hasSize(MOST);
        assertThatThrownBy(accepted::read).isInstanceOf(IOException.class).hasMessage("the line is too long");
        accepted.close();
        writer.join();
    }

    @Test
    void onlyItsOwnerMayConnectAndWhatAnEarlierProcessLeftIsReplaced() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
        try (ServerSocketChannel later = LineChannel.listen(new HomeDirectory(directory), socket);
            LineChannel second = LineChannel.connect(socket);
            LineChannel other = new LineChannel(later.accept())) {
            second.write("to the later one");
            assertThat(other.read()).isEqualTo("to the later one");
        }
    }
}
