package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What providers and gateways say, wherever they say it.
class ErrorBodyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'error':{'message':'m','code':'c','type':'t','param':'max_tokens'}}              | m     | max_tokens      | c t
        {'detail':[{'loc':['body','messages',2,'name'],'msg':'m','type':'missing'}]}      | m     | messages.2.name | missing
        {'error':{'details':[{'fieldViolations':[{'field':'seed'}]}],'message':'m'}}      | m     | seed            | ~~
        {'error':{'message':'m','metadata':{'raw':'deep'}}}                               | m deep | ~~             | ~~
        {'code':429,'message':'m','error':'m'}                                            | m     | ~~              | 429
        {'message':' ','error_description':'m'}                                           | m     | ~~              | ~~
        [{'error':'m'},{'error':'n'}]                                                     | m n   | ~~              | ~~
        {'unheard':'of'}                                                                  | {"unheard":"of"} | ~~   | ~~
        {'error':                                                                         | {"error": | ~~          | ~~
        plain words                                                                       | plain words | ~~        | ~~
        7                                                                                 | 7     | ~~              | ~~""")
    void theMessageIsFoundWithWhatItIsAbout(String body, String message, String parameter, String code) {
        assertThat(ErrorBody.parse(body.replace('\'', '"'))).isEqualTo(new ErrorBody(message, parameter, code, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <html><head><title> Sign in </title></head></html>            | Sign in
        <!-- a --> <!-- b --><!DOCTYPE html><TITLE lang=x>Oops</TITLE> | Oops
        <body><p>Not here</p></body>                                  | Not here""")
    void aWebPageIsToldByItsTitleElseByItsWords(String body, String message) {
        assertThat(ErrorBody.parse(body)).isEqualTo(new ErrorBody(message, "", "", true));
    }

    @Test
    void jsonWithinJsonIsReadButNotWithoutEnd() {
        assertThat(ErrorBody.parse("{\"message\":\"{\\\"error\\\":{\\\"message\\\":\\\"within\\\"}}\"}").message()).isEqualTo("within");
        String deep = "{\"error\":".repeat(50) + "\"x\"" + "}".repeat(50);
        assertThat(ErrorBody.parse(deep).message()).as("too deep to be meant: the whole body").isEqualTo(deep);
    }

    @Test
    void ofALongMessageTheBeginIsKept() {
        assertThat(ErrorBody.parse("x".repeat(10_000)).message()).hasSize(ErrorBody.MAX_CHARS);
        assertThat(ErrorBody.parse("{\"message\":\"" + "x".repeat(10_000) + "\"}").message()).isEqualTo("x".repeat(ErrorBody.MAX_CHARS));
        assertThat(ErrorBody.parse("").message()).isEmpty();
    }

    @Test
    void wordsAreLookedForInCodeAndMessage() {
        assertThat(ErrorBody.parse("{\"code\":\"Arrearage\",\"message\":\"Access denied\"}").words()).isEqualTo("Arrearage Access denied");
    }
}
