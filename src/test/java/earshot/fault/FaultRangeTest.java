package earshot.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which amounts a fault takes.
class FaultRangeTest {
    @Test
    void bothEndsBelongToIt() {
        FaultRange range = FaultRange.millis(10, 500, 80);
        assertThat(IntStream.of(10, 11, 80, 499, 500)).allMatch(range::contains);
        assertThat(IntStream.of(9, 501, 0, -10, Integer.MIN_VALUE, Integer.MAX_VALUE)).noneMatch(range::contains);
        assertThat(range.unit()).isEqualTo(FaultRange.Unit.MILLIS);
        assertThat(range.usual()).isEqualTo(80);
    }

    @Test
    void aShareIsOneToAHundred() {
        FaultRange range = FaultRange.percent(5);
        assertThat(IntStream.of(1, 5, 100)).allMatch(range::contains);
        assertThat(IntStream.of(0, 101)).noneMatch(range::contains);
        assertThat(range.unit()).isEqualTo(FaultRange.Unit.PERCENT);
    }

    @Test
    void whatIsOnlyOnOrOffHasTheAmountZero() {
        assertThat(FaultRange.NONE.contains(0)).isTrue();
        assertThat(IntStream.of(-1, 1)).noneMatch(FaultRange.NONE::contains);
        assertThat(FaultRange.NONE.usual()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOfferedIsWithinTheRangeOfItsFault(FaultKind kind) {
        FaultRange range = kind.range();
        assertThat(range.usual()).isBetween(range.least(), range.most());
        assertThat(Fault.usual(kind).amount()).isEqualTo(range.usual());
        assertThat(range.unit() == FaultRange.Unit.NONE).as("an amount has a unit").isEqualTo(range.most() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void anAmountBeyondTheRangeIsRefusedWithTheRange(FaultKind kind) {
        FaultRange range = kind.range();
        for (int amount : new int[] {range.least() - 1, range.most() + 1}) {
            assertThatThrownBy(() -> new Fault(kind, amount)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(kind.key() + " takes " + range.least() + " to " + range.most() + ", not " + amount);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theWordsOfAFaultTellTheAmountWhereThereIsOne(FaultKind kind) {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            String words = new Fault(kind, kind.range().most()).words(locale);
            assertThat(words).isNotBlank().doesNotContain("{", "reason.");
            if (kind.range().unit() != FaultRange.Unit.NONE) {
                assertThat(words.replaceAll("\\D", "")).isEqualTo(Integer.toString(kind.range().most()));
            }
        }
    }
}
