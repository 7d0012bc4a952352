package earshot.store;

import java.sql.Connection;
import java.sql.SQLException;

/// Work on a database connection. Neither the connection nor its statements may be used after it returns.
@FunctionalInterface
public interface SqlWork<T> {
    T on(Connection connection) throws SQLException;
}
