package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Exceptions of the real HTTP client.
class ProviderErrorsTest {
    @Test
    void anUnknownNameIsNotARefusedConnection() {
        Problem problem = problem("http://no-such-host.invalid/v1");
        assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_HOST_UNKNOWN);
        assertThat(problem.args()).containsExactly("Whisper", "no-such-host.invalid");
    }

    @ParameterizedTest
    @CsvSource({ "host.docker.internal, PROVIDER_HOST_IN_CONTAINER", "xiaozhi-esp32-server-web, PROVIDER_HOST_IN_CONTAINER",
        "my-mac.local, PROVIDER_HOST_MULTICAST", "no-such.example, PROVIDER_HOST_UNKNOWN" })
    void aNameThatIsKnownOnlyElsewhereSaysWhere(String host, ProblemCode code) {
        Problem problem = problem("http://" + host + ":11434/v1");
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.args()).containsExactly("Whisper", host);
    }

    @Test
    void whatIsWrongWithAnAnswerIsToldInBothLanguagesAndWithoutKeys() {
        ProviderErrors errors = new ProviderErrors(
            new ProviderSettings(ProviderKind.TTS, "loud", "openai", JsonNodeFactory.instance.objectNode().put("api_key", "secret-of-mine")), "loud",
            "https://api.example.org");
        Problem text = errors.malformed(ProblemReason.AUDIO_IS_TEXT, List.of("wrong\u001fkey secret-of-mine")).problem();
        assertThat(text.code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(text.why(Locale.ENGLISH)).contains("text in place of sound: wrong key").doesNotContain("secret-of-mine");
        assertThat(text.why(Locale.SIMPLIFIED_CHINESE)).contains("收到的不是声音，而是文字：wrong key");
        assertThat(errors.malformed(ProblemReason.AUDIO_IS_TEXT, List.of("<html><title>Sign in</title></html>")).problem().code())
            .isEqualTo(ProblemCode.PROVIDER_WEB_PAGE);
        Problem endless = errors.endless(ProblemReason.BOUND_TEXT, 16).problem();
        assertThat(endless.why(Locale.ENGLISH)).contains("ended here: more than 16 MB of text");
        assertThat(endless.why(Locale.SIMPLIFIED_CHINESE)).contains("超过 16 MB 的文字");
    }

    @Test
    void whereNobodyListensTheConnectionIsRefused() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Problem problem = problem("http://127.0.0.1:" + free + "/v1");
        assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_REFUSED);
        assertThat(problem.args()).containsExactly("Whisper", "http://127.0.0.1:" + free + "/v1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "401|{'error':{'message':'Incorrect API key provided'}}|PROVIDER_KEY_REFUSED|Incorrect API key provided",
        "400|[{'error':{'code':400,'message':'API key not valid. Please pass a valid API key.','status':'INVALID_ARGUMENT'}}]|PROVIDER_KEY_REFUSED|API key not valid. Please pass a valid API key.",
        "400|{'Code':'InvalidTimeStamp.Expired','Message':'Specified time stamp or date value is expired.'}|PROVIDER_CLOCK|Specified time stamp or date value is expired.",
        "401|{'error':{'code':'1000','message':'身份验证失败。'}}|PROVIDER_KEY_REFUSED|身份验证失败。",
        "429|{'error':{'message':'You exceeded your current quota, please check your plan and billing details.',"
            + "'code':'insufficient_quota'}}|PROVIDER_QUOTA|You exceeded your current quota, please check your plan and billing details.",
        "429|[{'error':{'message':'You exceeded your current quota. Please retry in 12s.'}}]|PROVIDER_LIMITED|You exceeded your current quota. Please retry in 12s.",
        "402|{'error':{'message':'Insufficient Balance'}}|PROVIDER_QUOTA|Insufficient Balance",
        "403|{'code':30001,'message':'Sorry, your account balance is insufficient','data':null}|PROVIDER_QUOTA|Sorry, your account balance is insufficient",
        "400|{'code':'Arrearage','message':'Access denied, please make sure your account is in good standing.'}|PROVIDER_QUOTA|Access denied, please make sure your account is in good standing.",
        "429|{'error':{'code':'1113','message':'您的账户已欠费，请充值后重试。'}}|PROVIDER_QUOTA|您的账户已欠费，请充值后重试。",
        "429|{'error':'Rate limit reached'}|PROVIDER_LIMITED|Rate limit reached",
        "403|{'error':{'code':'unsupported_country_region_territory','message':'Country, region, or territory not supported'}}|PROVIDER_REGION|Country, region, or territory not supported",
        "400|[{'error':{'message':'User location is not supported for the API use.','status':'FAILED_PRECONDITION'}}]|PROVIDER_REGION|User location is not supported for the API use.",
        "400|{'error':{'message':'This model`s maximum context length is 8192 tokens.','code':'context_length_exceeded'}}|PROVIDER_CONTEXT|This model`s maximum context length is 8192 tokens.",
        "400|{'error':{'code':'DataInspectionFailed','message':'Input data may contain inappropriate content.'}}|PROVIDER_FILTERED|Input data may contain inappropriate content.",
        "400|{'error':{'code':'1301','message':'系统检测到输入或生成内容可能包含不安全或敏感内容。'}}|PROVIDER_FILTERED|系统检测到输入或生成内容可能包含不安全或敏感内容。",
        "400|{'error':{'message':'Model Not Exist','type':'invalid_request_error'}}|PROVIDER_NOT_FOUND|Model Not Exist",
        "400|{'code':20012,'message':'Model does not exist. Please check it carefully.'}|PROVIDER_NOT_FOUND|Model does not exist. Please check it carefully.",
        "400|{'error':{'code':'1211','message':'模型不存在，请检查模型代码。'}}|PROVIDER_NOT_FOUND|模型不存在，请检查模型代码。",
        "404|{'error':'model `llama9` not found'}|PROVIDER_NOT_FOUND|model `llama9` not found",
        "404|{'detail':'Not Found'}|PROVIDER_PATH_UNKNOWN|Not Found", "404|404 page not found|PROVIDER_PATH_UNKNOWN|404 page not found",
        "405|{'detail':'Method Not Allowed'}|PROVIDER_PATH_UNKNOWN|Method Not Allowed",
        "404|{'error':{'message':'Invalid URL (POST /chat/completions)'}}|PROVIDER_PATH_UNKNOWN|Invalid URL (POST /chat/completions)",
        "404|<!DOCTYPE html><html><head><title>Sign in</title></head></html>|PROVIDER_WEB_PAGE|Sign in",
        "502|<html><head><title>502 Bad Gateway</title></head></html>|PROVIDER_FAILED|502 Bad Gateway",
        "422|{'detail':[{'loc':['body','x'],'msg':'field required'}]}|PROVIDER_DECLINED|field required",
        "400|{'errors':[{'message':'first'},{'message':'second'}]}|PROVIDER_DECLINED|first second",
        "0|{'base_resp':{'status_code':1004,'status_msg':'login fail: Please carry the API secret key'}}|PROVIDER_KEY_REFUSED|login fail: Please carry the API secret key",
        "0|{'success':false,'message':'token expired'}|PROVIDER_KEY_REFUSED|token expired",
        "400|{'base_resp':{'status_code':2013,'status_msg':'invalid params'}}|PROVIDER_DECLINED|invalid params",
        "400|{'error':{'message':'{\\'error\\':{\\'message\\':\\'within\\'}}'}}|PROVIDER_DECLINED|within",
        "503|overloaded|PROVIDER_FAILED|overloaded", "529|{'error':{'type':'overloaded_error','message':'Overloaded'}}|PROVIDER_FAILED|Overloaded"})
    void adviceFitsTheFaultAndTheProvidersWordsAreFoundWhereverTheyStand(int status, String body, ProblemCode code, String message) {
        ProviderSettings provider = new ProviderSettings(ProviderKind.LLM, "big", "openai", JsonNodeFactory.instance.objectNode());
        Problem problem = new ProviderErrors(provider, "big", "https://api.example.org").ofStatus(status, body.replace("\\'", "\\\"").replace('\'', '"'))
            .problem();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.args().getLast()).isEqualTo(message);
        boolean mayPass = Set.of(ProblemCode.PROVIDER_FAILED, ProblemCode.PROVIDER_LIMITED).contains(code);
        assertThat(problem.remedy(Locale.ENGLISH)).satisfies(advice -> assertThat(mayPass || !advice.toLowerCase(Locale.ROOT).contains("try again")).isTrue());
        assertThat(problem.remedy(Locale.CHINA)).satisfies(advice -> assertThat(mayPass || !advice.contains("请重试")).isTrue());
    }

    private static Problem problem(String address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Throwable thrown = catchThrowable(() -> client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding()));
            ProviderSettings provider = new ProviderSettings(ProviderKind.ASR, "Whisper", "openai", JsonNodeFactory.instance.objectNode());
            return new ProviderErrors(provider, provider.alias(), address).ofException(thrown).problem();
        }
    }
}
