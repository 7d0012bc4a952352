package earshot.remote;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent to a service that is known by its settings only: method, address, body and what type it is said to have.
class RequestTemplateTest {
    private static final Map<String, String> VALUES = Map.of("{prompt_text}", "Tom & \"Jerry\" <ü> {voice}", "{voice}", "a+b", "{n}", "7");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'params':{'t':'{prompt_text}'}}                                                    | GET http://127.0.0.1/x?t=Tom%20%26%20%22Jerry%22%20%3C%C3%BC%3E%20%7Bvoice%7D
        {'params':{'t':['{n}','{voice}',null,3],'u':{'a':'{n}'}}}                           | GET http://127.0.0.1/x?t=7&t=a%2Bb&t=3&u=%7B%22a%22%3A%227%22%7D
        {'url':'http://127.0.0.1/x?a=1','params':{'t':'{n}'}}                               | GET http://127.0.0.1/x?a=1&t=7
        {'url':'http://127.0.0.1/{voice}/x','params':{}}                                    | GET http://127.0.0.1/a%2Bb/x
        {'method':'post'}                                                                   | POST http://127.0.0.1/x application/json {"usual":"7"}
        {'method':'PUT','params':{'t':'{voice}','keep':'{other}','n':2}}                    | PUT http://127.0.0.1/x application/json {"t":"a+b","keep":"{other}","n":2}
        {'method':'POST','headers':{'Content-Type':'application/x-www-form-urlencoded'},'body':{'t':'{voice}'}} | POST http://127.0.0.1/x application/x-www-form-urlencoded t=a%2Bb
        {'method':'POST','headers':{'content-type':'text/xml'},'body':'<s>{prompt_text}</s>'} | POST http://127.0.0.1/x text/xml <s>Tom &amp; &quot;Jerry&quot; &lt;ü&gt; {voice}</s>
        {'method':'POST','body':' <s>{voice}</s>'}                                          | POST http://127.0.0.1/x -  <s>a+b</s>
        {'method':'POST','body':'say {n} of {n}'}                                           | POST http://127.0.0.1/x - say 7 of 7
        {'method':'POST','body':'{~"t~":~"{n}~"}'}                                          | POST http://127.0.0.1/x application/json {"t":"7"}
        {'method':'POST','params':{'p':1},'body':{'b':1}}                                   | POST http://127.0.0.1/x application/json {"p":1}""")
    void aRequestIsFilledOnceAndInTheFormOfItsPlace(String section, String expected) throws Exception {
        HttpRequest request = template(section.replace("~\"", "\\\"").replace('\'', '"')).fill(VALUES);
        String type = request.headers().firstValue("content-type").orElse("-");
        String body = body(request);
        assertThat(request.method() + " " + request.uri() + (request.method().equals("GET") ? "" : " " + type + " " + body)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'method':'DELETE'}", "{'method':'get it'}", "{'url':'no address'}", "{'url':''}", "{'headers':{'a b':'c'}}",
        "{'headers':{'x':'a\\nb'}}", "{'api_key':'密钥一二三'}", "{'url':'http://example.org/x','api_key':'你的api_key'}" })
    void aSectionThatGivesNoRequestIsNamed(String section) {
        assertThatThrownBy(() -> template(section.replace('\'', '"')).fill(VALUES)).isInstanceOf(ProblemException.class);
    }

    @Test
    void theKeyIsABearerUnlessTheHeadersSayOtherwiseAndHeadersOfTheClientAreItsOwn() throws Exception {
        assertThat(header("{\"api_key\":\"k-123\"}", "authorization")).contains("Bearer k-123");
        assertThat(header("{\"api_key\":\"k-123\",\"headers\":{\" Authorization \":\"Token t\"}}", "authorization")).contains("Token t");
        assertThat(header("{\"headers\":{\"Host\":\"evil\",\"Content-Length\":\"3\",\"X-A\":\"  \"}}", "host")).isEmpty();
        assertThat(header("{\"headers\":{\"X-A\":\"  \"}}", "x-a")).as("an empty one is none").isEmpty();
        assertThat(header("{}", "authorization")).isEmpty();
    }

    private static Optional<String> header(String section, String name) throws Exception {
        return template(section).fill(VALUES).headers().firstValue(name);
    }

    private static RequestTemplate template(String json) {
        try {
            ObjectNode section = (ObjectNode) JSON.readTree(json);
            if (!section.has("url")) {
                section.put("url", "http://127.0.0.1/x");
            }
            return new RequestTemplate(ProviderSettings.of(ProviderKind.TTS, "mine", section.put("type", "custom")),
                JSON.createObjectNode().put("usual", "{n}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String body(HttpRequest request) {
        HttpResponse.BodySubscriber<String> subscriber = HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
        if (request.bodyPublisher().isEmpty()) {
            return "";
        }
        request.bodyPublisher().get().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer item) {
                subscriber.onNext(List.of(item));
            }

            @Override
            public void onError(Throwable failure) {
                subscriber.onError(failure);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
            }
        });
        return subscriber.getBody().toCompletableFuture().join();
    }
}
