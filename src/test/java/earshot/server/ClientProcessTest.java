package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// What the programs of macOS and Windows print, as they print it.
class ClientProcessTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 8003);

    private static InetSocketAddress peer(String address, int port) {
        return new InetSocketAddress(address, port);
    }

    @Test
    void onlyTheEndOfThePeerCountsInWhatLsofLists() {
        String listed = """
            p4711
            f12
            n127.0.0.1:8003->127.0.0.1:40000
            f13
            n*:8003
            p4712
            f5
            n127.0.0.1:40001->127.0.0.1:8003
            f6
            n[::ffff:127.0.0.1]:40002->[::ffff:127.0.0.1]:8003
            f7
            n[::1]:40003->[::1]:8003
            f8
            n127.0.0.1:40004->127.0.0.1:8000
            """;
        assertThat(ClientProcess.lists(listed.lines(), peer("127.0.0.1", 40_000), HERE)).as("its end is of another user, and not listed").isFalse();
        assertThat(ClientProcess.lists(listed.lines(), peer("127.0.0.1", 40_001), HERE)).isTrue();
        assertThat(ClientProcess.lists(listed.lines(), peer("127.0.0.1", 40_002), HERE)).isTrue();
        assertThat(ClientProcess.lists(listed.lines(), peer("::1", 40_003), new InetSocketAddress("::1", 8003))).isTrue();
        assertThat(ClientProcess.lists(listed.lines(), peer("127.0.0.1", 40_004), HERE)).as("to another port").isFalse();
        assertThat(ClientProcess.lists(Stream.of(), peer("127.0.0.1", 40_001), HERE)).isFalse();
    }

    @Test
    void netstatTellsTheProcessInAnyLanguage() {
        String printed = """

            Aktive Verbindungen

              Proto  Lokale Adresse         Remoteadresse          Status           PID
              TCP    0.0.0.0:8003           0.0.0.0:0              ABHÖREN          4711
              TCP    127.0.0.1:8003         127.0.0.1:40000        HERGESTELLT      4711
              TCP    127.0.0.1:40000        127.0.0.1:8003         HERGESTELLT      4712
              TCP    [::1]:40001            [::1]:8003             HERGESTELLT      4713
              TCP    [fe80::1%12]:40002     [::]:0                 ABHÖREN          4714
              UDP    0.0.0.0:40000          *:*                                     4715
            """;
        assertThat(ClientProcess.holder(printed.lines(), peer("127.0.0.1", 40_000), HERE)).hasValue(4712);
        assertThat(ClientProcess.holder(printed.lines(), peer("::1", 40_001), new InetSocketAddress("::1", 8003))).hasValue(4713);
        assertThat(ClientProcess.holder(printed.lines(), peer("127.0.0.1", 40_002), HERE)).isEmpty();
    }
}
