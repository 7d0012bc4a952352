package earshot.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.proof.CpuCost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U24: the filter of the timeline")
class EventFilterTest {
    private static final Event LISTEN = new Event(Instant.EPOCH, 0, Optional.of(new DeviceId("aa:bb")), Direction.IN, "listen", Severity.INFO,
        new EventText.Words("start manual"),
        new EventPayload.Text("{\"type\":\"listen\",\"state\":\"start\"}", 32, Optional::empty));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''|true", "manual|true", "MANUAL|true", "auto|false", "start manual|true", "start auto|false", "type:listen|true", "type:tts|false", "-type:tts|true",
        "-type:listen|false", "dir:in|true", "dir:out|false", "device:Kitchen|true", "device:aa:bb|true", "device:Lab|false", "level:info|true",
        "level:warning|false", "size>10|true", "size<10|false", "size:32|true", "manual type:listen dir:in|true", "\"start manual\"|true",
        "\"manual start\"|false",
        "text:state|true", "{\"type\":\"listen\"|false"})
    void letsThroughWhatFits(String text, boolean through) {
        assertThat(good(text, false, false).predicate().test(LISTEN)).isEqualTo(through);
    }

    @ParameterizedTest
    @CsvSource({ "family:display,ui.render,true", "family:DISPLAY,display,true", "family:display,device.control,true", "family:display,workflow,false",
        "-family:display,ui.ack,false", "family:workflow,workflow,true",
        "family:coding,coding,true", "family:peer,peer,true", "family:peer,listen,false"})
    void eachFamilyOfMessagesIsAFilter(String text, String type, boolean through) {
        Event event = new Event(Instant.EPOCH, 0, Optional.empty(), Direction.OUT, type, Severity.INFO, new EventText.Words("x"), EventPayload.none());
        assertThat(good(text, false, false).predicate().test(event)).isEqualTo(through);
    }

    @ParameterizedTest
    @ValueSource(strings = {"family:nobody", "dir:sideways", "level:loud", "size>big", "colour:red", "type:"})
    void refusesWhatHasNoMeaning(String text) {
        assertThat(EventFilter.parse(text, false, false, id -> id.value(), Locale.ENGLISH)).isInstanceOf(EventFilter.Parsed.Invalid.class);
    }

    @Test
    void readsPlainWordsAsOneExpressionInRegexMode() {
        assertThat(good("st..t man", true, false).predicate().test(LISTEN)).isTrue();
        assertThat(good("^manual", true, false).predicate().test(LISTEN)).isFalse();
        assertThat(EventFilter.parse("sta(rt", true, false, id -> id.value(), Locale.ENGLISH)).isInstanceOf(EventFilter.Parsed.Invalid.class);
    }

    /// Rows hold what others sent: with `(a+)+b` each of these would take for ever.
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(.*a){20}b", "(a|b)*c", "a*a*a*a*b", "(?:a.?)+?b"})
    void anExpressionThatTakesForEverIsGivenUpAndSaysSo(String expression) {
        Duration limit = Duration.ofSeconds(5);
        EventFilter filter = good(expression, true, false);
        Event long4000 = new Event(Instant.EPOCH, 0, Optional.of(new DeviceId("aa:bb")), Direction.IN, "listen", Severity.INFO, new EventText.Words("start"),
            new EventPayload.Text("a".repeat(4000), 4000, Optional::empty));
        assertThat(CpuCost.least(() -> IntStream.range(0, 20_000).forEach(_ -> filter.predicate().test(long4000)), limit)).isLessThan(limit);
        assertThat(filter.givenUp().getAsLong()).isPositive();
        assertThat(good("a{4000}", true, false).predicate().test(long4000)).isTrue();
    }

    @Test
    void distinguishesCaseWhenAsked() {
        assertThat(good("MANUAL", false, true).predicate().test(LISTEN)).isFalse();
    }

    @Test
    void chipsAndTextAreTheSameThing() {
        assertThat(good("start type:listen -dir:out", false, false).chips()).containsExactly("type:listen", "-dir:out");
        assertThat(EventFilter.withoutChip("start type:listen", "type:listen")).isEqualTo("start");
        assertThat(EventFilter.withChip("start", "type:listen")).isEqualTo("start type:listen");
        assertThat(EventFilter.withChip("start type:listen", "type:listen")).isEqualTo("start type:listen");
        assertThat(EventFilter.tokens("a \"b c\" d")).isEqualTo(List.of("a", "b c", "d"));
    }

    private static EventFilter good(String text, boolean regex, boolean matchCase) {
        return ((EventFilter.Parsed.Valid) EventFilter.parse(text, regex, matchCase, id -> id.value().equals("aa:bb") ? "Kitchen badge" : id.value(),
            Locale.ENGLISH)).filter();
    }
}
