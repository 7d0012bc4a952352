package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.kit.LiveRows.Hold;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rows are written as a letter, which is the key, and what the row says.
class LiveRowsTest {
    private final LiveRows<String> rows = new LiveRows<>(row -> row.charAt(0));

    @Test
    @DisplayName("under the pointer rows stay in their places, say what is new, and come in order when it leaves")
    void nothingMovesUnderThePointer() {
        rows.update(List.of("a1", "b1", "c1"));
        rows.hold(Hold.PLACES);
        rows.update(List.of("n1", "c2", "a2"));
        assertThat(rows.items()).containsExactly("a2", "b1", "c2");
        assertThat(rows.items().filtered(rows::isGone)).as("it stays and is not what it was").containsExactly("b1");
        assertThat(rows.waiting().get()).isEqualTo(1);
        rows.hold(Hold.NOTHING);
        assertThat(rows.items()).containsExactly("n1", "c2", "a2");
        assertThat(rows.waiting().get()).isZero();
        assertThat(rows.items().filtered(rows::isGone)).isEmpty();
    }

    @Test
    void newRowsThatComeLastMoveNothingAndAreShownAtOnce() {
        rows.hold(Hold.PLACES);
        rows.update(List.of("a1", "b1"));
        assertThat(rows.items()).as("an empty list has nothing under the pointer").containsExactly("a1", "b1");
        rows.update(List.of("b1", "a1", "c1"));
        assertThat(rows.items()).containsExactly("a1", "b1", "c1");
        assertThat(rows.waiting().get()).isZero();
    }

    @Test
    @DisplayName("with the focus in the list rows keep their order; new ones come in and old ones go")
    void rowsKeepTheirOrderWhileOneHasTheFocus() {
        rows.update(List.of("a1", "b1", "c1"));
        rows.hold(Hold.ORDER);
        rows.update(List.of("n1", "c2", "m1", "a2"));
        assertThat(rows.items()).containsExactly("n1", "a2", "c2", "m1");
        rows.hold(Hold.NOTHING);
        assertThat(rows.items()).containsExactly("n1", "c2", "m1", "a2");
    }

    @Test
    void whatAPersonAsksForIsShownAtOnce() {
        rows.update(List.of("a1", "b1", "c1"));
        rows.hold(Hold.PLACES);
        rows.release('b');
        assertThat(rows.items()).as("it is not gone yet").containsExactly("a1", "b1", "c1");
        rows.update(List.of("a1", "c1"));
        assertThat(rows.items()).containsExactly("a1", "c1");
        rows.replace(List.of("c1"));
        assertThat(rows.items()).containsExactly("c1");
    }

    @Test
    void aRowThatComesBackWhileItIsHeldIsItselfAgain() {
        rows.update(List.of("a1", "b1"));
        rows.hold(Hold.PLACES);
        rows.update(List.of("a1"));
        assertThat(rows.isGone("b1")).isTrue();
        rows.update(List.of("b2", "a1"));
        assertThat(rows.items()).as("in its old place").containsExactly("a1", "b2");
        assertThat(rows.isGone("b2")).isFalse();
        assertThat(rows.waiting().get()).isZero();
    }

    @Test
    void ofAListThatBecomesEmptyTheRowsStayUnderThePointerAndGoWithIt() {
        rows.update(List.of("a1", "b1"));
        rows.hold(Hold.PLACES);
        rows.update(List.of());
        assertThat(rows.items()).containsExactly("a1", "b1").allMatch(rows::isGone);
        rows.hold(Hold.ORDER);
        assertThat(rows.items()).as("with the focus alone what is gone goes").isEmpty();
        rows.update(List.of("c1"));
        assertThat(rows.items()).containsExactly("c1");
    }

    @Test
    void whatWaitsIsCountedWithoutWhatWentAgain() {
        rows.update(List.of("a1"));
        rows.hold(Hold.PLACES);
        rows.update(List.of("m1", "n1", "a1"));
        assertThat(rows.waiting().get()).isEqualTo(2);
        rows.update(List.of("n2", "a1"));
        assertThat(rows.waiting().get()).isEqualTo(1);
        rows.update(List.of("a1", "n3"));
        assertThat(rows.waiting().get()).as("last, it moves nothing").isZero();
        assertThat(rows.items()).containsExactly("a1", "n3");
    }

    @Test
    void aFilterShowsWhatIsChosenThoughThePointerIsThere() {
        rows.update(List.of("a1", "b1", "c1"));
        rows.hold(Hold.PLACES);
        rows.update(List.of("n1", "a1"));
        rows.replace(List.of("n1"));
        assertThat(rows.items()).containsExactly("n1").noneMatch(rows::isGone);
        assertThat(rows.waiting().get()).isZero();
        rows.update(List.of("m1", "n2"));
        assertThat(rows.items()).as("and holds what it shows from then on").containsExactly("n2");
        assertThat(rows.waiting().get()).isEqualTo(1);
    }

    @Test
    void onlyRowsThatSayAnotherThingAreSetAnew() {
        rows.update(List.of("a1", "b1", "c1"));
        List<Integer> changed = new ArrayList<>();
        rows.items().addListener((ListChangeListener<String>) change -> {
            while (change.next()) {
                IntStream.range(change.getFrom(), change.getTo()).forEach(changed::add);
            }
        });
        rows.update(List.of("a1", "b2", "c1"));
        assertThat(changed).containsExactly(1);
        rows.update(List.of("a1", "b2", "c1"));
        assertThat(changed).hasSize(1);
    }
}
