package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialHostNameTest {
    @ParameterizedTest
    @CsvSource({ "my-mac.local, MULTICAST", "MY-MAC.LOCAL, MULTICAST", "host.docker.internal, CONTAINER", "Host.Docker.Internal, CONTAINER",
        "ollama, CONTAINER", "localhost, -", "LocalHost, -", "::1, -", "127.0.0.1, -", "api.example.org, -",
        "local.example.org, -", "docker.internal, -", "'', -"})
    void aNameThatOnlySomeCanLookUpIsKnown(String host, String name) {
        assertThat(SpecialHostName.of(host).map(Enum::name).orElse("-")).isEqualTo(name);
    }
}
