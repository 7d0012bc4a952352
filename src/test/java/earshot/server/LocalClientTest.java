package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalClientTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aConnectionOfThisProcessIsOfThisUser(String address) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address));
            Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket accepted = server.accept()) {
            InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteSocketAddress();
            InetSocketAddress here = (InetSocketAddress) accepted.getLocalSocketAddress();
            assertThat(LocalClient.isOfThisUser(peer, here)).isTrue();
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = {"amd64", "aarch64"})
    void theEndOfThePeerTellsItsUser() {
        String table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:1F43 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
               1: 0100007F:1F43 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 2 1 0 20 4 30 10 -1
               2: 0100007F:9C40 0100007F:1F43 01 00000000:00000000 00:00000000 00000000  1001        0 3 1 0 20 4 30 10 -1
               3: 0200007F:9C40 0100007F:1F43 01 00000000:00000000 00:00000000 00000000  1002        0 4 1 0 20 4 30 10 -1
               4: 0000000000000000FFFF00000100007F:9C41 0000000000000000FFFF00000100007F:1F43 01 00000000:00000000 00:00000000 00000000  1003        0 5 1 0 20 4 30 10 -1
            """;
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", 8003);
        assertThat(LocalClient.user(table.lines(), new InetSocketAddress("127.0.0.1", 40_000), here)).hasValue(1001);
        assertThat(LocalClient.user(table.lines(), new InetSocketAddress("127.0.0.2", 40_000), here)).hasValue(1002);
        assertThat(LocalClient.user(table.lines(), new InetSocketAddress("127.0.0.1", 40_001), here)).hasValue(1003);
        assertThat(LocalClient.user(table.lines(), new InetSocketAddress("127.0.0.1", 40_002), here)).isEmpty();
    }
}
