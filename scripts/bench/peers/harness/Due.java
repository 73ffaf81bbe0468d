package everfile.peers;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;

/** When a record's time is over: thirty years after its file was closed. */
public final class Due {
  private static final int YEARS = 30;

  private Due() {}

  public static Date of(String closeDate) {
    return Date.from(LocalDate.parse(closeDate).plusYears(YEARS).atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
