import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** A line for each file: `ok` or `failed`, the number of checks, the name, and the clauses of ISO 19005-2 that it breaks. */
public class Validate {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      try (var in = new FileInputStream(file);
          var parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFA_2_B);
          var validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false)) {
        var result = validator.validate(parser);
        var line = new StringBuilder(result.isCompliant() ? "ok" : "failed");
        line.append('\t').append(result.getTotalAssertions()).append('\t').append(file).append('\t');
        result.getFailedChecks().forEach((rule, times) ->
            line.append(rule.getClause()).append('-').append(rule.getTestNumber()).append(" x").append(times).append(' '));
        System.out.println(line);
      }
    }
  }
}
