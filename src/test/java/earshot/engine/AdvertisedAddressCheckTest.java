package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.server.ServerAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvertisedAddressCheckTest {
    private static final List<ServerAddress> OWN = List.of(address("192.168.1.20", false), address("127.0.0.1", true));

    @ParameterizedTest
    @CsvSource({
        "ws://192.168.1.20:8000/xiaozhi/v1/, false",
        "ws://192.168.1.21:8000/xiaozhi/v1/, true",
        "ws://192.168.1.20:8004/xiaozhi/v1/, true",
        "ws://localhost:8000/xiaozhi/v1/, false",
        "ws://127.0.0.1:80/, true",
        "wss://earshot.example.org/xiaozhi/v1/, false",
        "ws://10.0.0.1/, true",
    })
    void theNumberOfAnotherComputerAndAnotherPortLeadElsewhere(String url, boolean elsewhere) {
        assertThat(AdvertisedAddressCheck.pointsElsewhere(url, OWN)).isEqualTo(elsewhere);
    }

    @ParameterizedTest
    @CsvSource({ "ws://192.168.1.20:8000/xiaozhi/v1/, false", "ws://192.168.1.21:8000/xiaozhi/v1/, true", "ws://192.168.1.20:8004/, true",
        "ws://192.168.1.20/, true", "wss://earshot.example.org/, false", "ws://pc.local:9/, false" })
    void beforeAServerListensTheCardsAndThePortTellIt(String url, boolean elsewhere) {
        assertThat(AdvertisedAddressCheck.pointsElsewhere(url, 8000, "192.168.1.20"::equals)).isEqualTo(elsewhere);
        assertThat(AdvertisedAddressCheck.pointsElsewhere("ws://192.0.2.7:8000/", 8000)).as("of no computer").isTrue();
    }

    private static ServerAddress address(String host, boolean loopback) {
        return new ServerAddress("eth0", host, loopback, ServerAddress.Link.NETWORK, "ws://" + host + ":8000/xiaozhi/v1/", "", "");
    }
}
