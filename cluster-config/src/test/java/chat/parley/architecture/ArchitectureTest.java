package chat.parley.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md: who may know whom. */
@AnalyzeClasses(packages = "chat.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String DOMAIN = "chat.parley.engine.domain..";
  private static final String ROOM = "chat.parley.engine.room..";
  private static final String FEED = "chat.parley.engine.feed..";
  private static final String INBOX = "chat.parley.engine.inbox..";
  private static final String SESSION = "chat.parley.engine.session..";
  private static final String PRESENCE = "chat.parley.engine.presence..";
  private static final String PUSH = "chat.parley.engine.push..";
  private static final String PROJECTIONS = "chat.parley.projections..";
  private static final String QUERY = "chat.parley.projections.query..";
  private static final String HTTP = "chat.parley.http..";
  private static final String BENCH = "chat.parley.bench..";

  /** The checker reads the journal at rest, and breaks the database. */
  private static final String CHECK = "chat.parley.bench.check..";

  private static final String FAULT = "chat.parley.bench.fault..";

  /** A server of its own that only measurements start. */
  private static final String FLOOR = "chat.parley.bench.load.floor..";

  private static ArchRule ours(String from, String... to) {
    String[] allowed = new String[to.length + 1];
    System.arraycopy(to, 0, allowed, 0, to.length);
    allowed[to.length] = from;
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat(
            resideInAPackage("chat.parley..").and(not(resideInAnyPackage(allowed))));
  }

  @ArchTest static final ArchRule DOMAIN_KNOWS_NOBODY = ours(DOMAIN);

  @ArchTest static final ArchRule ROOMS_KNOW_THE_DOMAIN = ours(ROOM, DOMAIN);

  @ArchTest static final ArchRule FEEDS_KNOW_ROOMS = ours(FEED, DOMAIN, ROOM);

  @ArchTest static final ArchRule INBOXES_KNOW_ROOMS = ours(INBOX, DOMAIN, ROOM);

  @ArchTest static final ArchRule PRESENCE_KNOWS_ROOMS = ours(PRESENCE, DOMAIN, ROOM);

  @ArchTest static final ArchRule PUSHES_KNOW_THE_DOMAIN = ours(PUSH, DOMAIN);

  @ArchTest
  static final ArchRule SESSIONS_KNOW_FEEDS_INBOXES_AND_PRESENCE =
      ours(SESSION, DOMAIN, ROOM, FEED, INBOX, PRESENCE);

  @ArchTest
  static final ArchRule PROJECTIONS_KNOW_THE_DOMAIN =
      ours(PROJECTIONS, DOMAIN, ROOM, FEED, INBOX, SESSION, PRESENCE, PUSH);

  /** Of the engine's actors the projections see the ports that they implement, and no more. */
  @ArchTest
  static final ArchRule PROJECTIONS_IMPLEMENT_PORTS =
      classes()
          .that()
          .resideInAnyPackage(ROOM, FEED, SESSION, PRESENCE)
          .and()
          .doNotHaveSimpleName("History")
          .and()
          .doNotHaveSimpleName("JournalHeads")
          .and()
          .doNotHaveSimpleName("RevocationStore")
          .and()
          .doNotHaveSimpleName("PresenceStore")
          .and()
          .doNotHaveSimpleName("EventSerializer")
          .should()
          .onlyHaveDependentClassesThat(not(resideInAPackage(PROJECTIONS)));

  @ArchTest
  static final ArchRule DOORS_KNOW_ENGINE_AND_QUERIES = ours(HTTP, "chat.parley.engine..", QUERY);

  /** Only the micro benchmarks look inside the engine. */
  @ArchTest
  static final ArchRule BENCH_KNOWS_THE_WIRE =
      noClasses()
          .that()
          .resideInAPackage(BENCH)
          .and()
          .resideOutsideOfPackage("chat.parley.bench.jmh..")
          .should()
          .dependOnClassesThat(resideInAPackage("chat.parley..").and(not(resideInAPackage(BENCH))));

  @ArchTest
  static final ArchRule THE_DOMAIN_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "akka..", "scala..", "java.sql..", "org.slf4j..", "java.util.logging..")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random");

  @ArchTest
  static final ArchRule SQL_STAYS_IN_ITS_PLACE =
      noClasses()
          .that()
          .resideInAnyPackage("chat.parley.engine..", HTTP, BENCH)
          .and()
          .resideOutsideOfPackages(CHECK, FAULT, FLOOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule THE_ENGINE_KNOWS_NO_HTTP =
      noClasses()
          .that()
          .resideInAPackage("chat.parley.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("akka.http..", "java.net.http..");
}
