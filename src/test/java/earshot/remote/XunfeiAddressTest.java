package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import org.junit.jupiter.api.Test;

/// Expected addresses are those that Python makes as the public client does.
class XunfeiAddressTest {
    private static final String KEY = "YXBpX2tleT0ieGYta2V5LTQ3MTEiLCBhbGdvcml0aG09ImhtYWMtc2hhMjU2IiwgaGVhZGVycz0iaG9zdCBkYXRlIHJlcXVlc3QtbGluZSIsIHNpZ25hdHVyZT0i";
    private static final URI HEARING = URI.create("wss://iat.cn-huabei-1.xf-yun.com/v1");

    @Test
    void theHostTheTimeAndThePathAreSigned() {
        assertThat(signed(HEARING, "2026-11-22T14:00:00Z")).hasToString("wss://iat.cn-huabei-1.xf-yun.com/v1?authorization=" + KEY
            + "RWM4KzgrbXQwZTRoekY5SExOVmk2MEJPS3N4ZHVKZ1pFQWJaRHNGUWhLMD0i&date=Sun%2C+22+Nov+2026+14%3A00%3A00+GMT&host=iat.cn-huabei-1.xf-yun.com");
        assertThat(signed(HEARING, "2026-11-04T00:05:09Z")).as("a day of one digit").hasToString("wss://iat.cn-huabei-1.xf-yun.com/v1?authorization=" + KEY
            + "UGRpTlpSV01mc3FVZDE3S0x0OEhaR1N1QVNxcm9vTTNYTm9jUnhvWFZkUT0i&date=Wed%2C+04+Nov+2026+00%3A05%3A09+GMT&host=iat.cn-huabei-1.xf-yun.com");
        assertThat(signed(URI.create("wss://cbm01.cn-huabei-1.xf-yun.com/v1/private/mcd9m97e6"), "2026-11-22T14:00:00Z"))
            .hasToString("wss://cbm01.cn-huabei-1.xf-yun.com/v1/private/mcd9m97e6?authorization=" + KEY
                + "cVVLN3RYYkVIQnYrK3haaTNORFI2T3RxUFluM1FEZWRhWGp2cVUvN0RJcz0i&date=Sun%2C+22+Nov+2026+14%3A00%3A00+GMT&host=cbm01.cn-huabei-1.xf-yun.com");
    }

    @Test
    void aMissingKeyIsNamedAndNoSignatureIsShown() {
        ProviderSettings half = ProviderServerFake.section(ProviderKind.ASR, "xunfei_stream", "api_key", "xf-key-4711");
        assertThatThrownBy(() -> XunfeiAddress.signed(HEARING, half, Instant.EPOCH)).isInstanceOfSatisfying(ProblemException.class, failure -> {
            assertThat(failure.problem().code()).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
            assertThat(failure.problem().args()).contains("api_secret");
        });
        ProviderErrors errors = new ProviderErrors(half, signed(HEARING, "2026-11-22T14:00:00Z"));
        assertThat(errors.timedOut(Duration.ofSeconds(1)).problem().args().toString()).contains("xf-yun.com/v1").doesNotContain("authorization");
        assertThat(errors.shownText("no way to " + signed(HEARING, "2026-11-22T14:00:00Z"))).doesNotContain(KEY.substring(0, 20));
    }

    private static URI signed(URI address, String now) {
        ProviderSettings provider = ProviderServerFake.section(ProviderKind.ASR, "xunfei_stream", "api_key", "xf-key-4711", "api_secret", "xf-secret-4711");
        return XunfeiAddress.signed(address, provider, Instant.parse(now));
    }
}
