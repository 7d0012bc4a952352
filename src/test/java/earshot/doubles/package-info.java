/// Stand-ins for what is outside: they speak the real protocol over real sockets, take no time of their own, and fail as told.
package earshot.doubles;
