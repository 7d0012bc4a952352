package earshot.store;

import java.sql.Connection;
import java.sql.SQLException;

/// Work on a connection that is lent for its duration: keep neither it nor a statement of it.
@FunctionalInterface
public interface SqlWork<T> {
    T on(Connection connection) throws SQLException;
}
