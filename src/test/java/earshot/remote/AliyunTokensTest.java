package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class AliyunTokensTest {
    /// The expected value was computed by Python, as the service's documentation and its public clients sign.
    @Test
    void theRequestForATokenIsSigned() {
        assertThat(AliyunTokens.query("LTAI5t~Example*4711", "MrNV+Secret/0815", "9c8e6f00-c7a8-11f0-8de9-0242ac120002", Instant.parse("2026-11-22T14:00:00.7Z")))
            .isEqualTo("Signature=utqajVvep5mq8AlXoCXgCOB12Wo%3D&AccessKeyId=LTAI5t~Example%2A4711"
                + "&Action=CreateToken&Format=JSON&RegionId=cn-shanghai&SignatureMethod=HMAC-SHA1"
                + "&SignatureNonce=9c8e6f00-c7a8-11f0-8de9-0242ac120002&SignatureVersion=1.0&Timestamp=2026-11-22T14%3A00%3A00Z&Version=2019-02-28");
    }

    @Test
    void aTokenThatNoHeaderCanCarryIsNotShown() {
        try (ProviderServerFake server = new ProviderServerFake(); SharedHttpClient http = new SharedHttpClient(new TimeFake())) {
            server.answersWith(ProviderServerFake.Behavior.json(200, "{\"Token\":{\"Id\":\"token\\n4711\",\"ExpireTime\":\"2026-11-23T14:00:00Z\"}}"));
            ProviderSettings provider = ProviderServerFake.section(ProviderKind.ASR, "aliyun", "token_url", server.url(), "access_key_id", "LTAI", "access_key_secret",
                "MrNV", "host", server.url(), "appkey", "app");
            ProviderErrors errors = new ProviderErrors(provider, URI.create(server.url()));
            assertThat(catchThrowable(() -> new AliyunTokens(http).headers(errors))).isInstanceOfSatisfying(ProblemException.class, refused -> {
                assertThat(refused.problem().code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
                assertThat(refused.problem().toString()).doesNotContain("4711");
            });
        }
    }

    @Test
    void aTokenIsKeptUntilItIsRefused() {
        try (ProviderServerFake server = new ProviderServerFake(); SharedHttpClient http = new SharedHttpClient(new TimeFake())) {
            List<String> given = new ArrayList<>(List.of("token-one-4711", "token-two-4711"));
            server.answersWith(new ProviderServerFake.Behavior.Decides(_ -> ProviderServerFake.Behavior.json(200,
                "{\"Token\":{\"Id\":\"" + given.removeFirst() + "\",\"ExpireTime\":\"2026-11-23T14:00:00Z\"}}")));
            ProviderSettings provider = ProviderServerFake.section(ProviderKind.TTS, "aliyun_stream", "token_url", server.url(), "access_key_id", "LTAI4711",
                "access_key_secret", "MrNV4711", "appkey", "app4711");
            ProviderErrors errors = new ProviderErrors(provider, URI.create("wss://nls-gateway-cn-beijing.aliyuncs.com/ws/v1"));
            AliyunTokens tokens = new AliyunTokens(http);
            assertThat(tokens.headers(errors)).isEqualTo(Map.of("X-NLS-Token", "token-one-4711"));
            tokens.refused(errors.ofStatus(500, "out of order"), provider);
            assertThat(tokens.headers(errors)).containsValue("token-one-4711");
            tokens.refused(errors.ofStatus(403, ""), provider);
            assertThat(tokens.headers(errors)).containsValue("token-two-4711");
        }
    }
}
