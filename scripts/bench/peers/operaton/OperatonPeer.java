package everfile.peers;

import java.util.Map;
import javax.sql.DataSource;
import org.operaton.bpm.engine.ManagementService;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.operaton.bpm.engine.repository.DeploymentBuilder;

public final class OperatonPeer implements Engine {
  private final ProcessEngine engine;

  public static void main(String[] args) {
    Peer.serve(args, OperatonPeer::new);
  }

  private OperatonPeer(Settings settings) {
    engine = configured(settings.dataSource(), settings.isTuned()).buildProcessEngine();
    DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
    settings.processes().forEach(deployment::addString);
    deployment.deploy();
  }

  private static ProcessEngineConfiguration configured(DataSource dataSource, boolean isTuned) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(dataSource);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
    configuration.setJobExecutorActivate(true);
    configuration.setEnforceHistoryTimeToLive(false);
    if (isTuned) {
      configuration.setIdGenerator(new StrongUuidGenerator());
      configuration.setMetricsEnabled(false);
      configuration.setTaskMetricsEnabled(false);
    }
    return configuration;
  }

  public static final class Told implements TaskListener {
    @Override
    public void notify(DelegateTask task) {
      Opened.is(task.getId());
    }
  }

  public static final class OtherPerson implements TaskListener {
    @Override
    public void notify(DelegateTask task) {
      Persons.requireAnother(task.getTaskDefinitionKey(), task.getAssignee(), name -> (String) task.getVariable(name));
    }
  }

  public static final class Remember implements TaskListener {
    @Override
    public void notify(DelegateTask task) {
      task.getExecution().setVariable(Persons.variableOf(task.getTaskDefinitionKey()), task.getAssignee());
    }
  }

  public static final class Create implements JavaDelegate {
    @Override
    public void execute(DelegateExecution execution) {
      execution.setVariable("state", "created");
    }
  }

  public static final class SetDue implements JavaDelegate {
    @Override
    public void execute(DelegateExecution execution) {
      execution.setVariable("dueDate", Due.of((String) execution.getVariable("closeDate")));
    }
  }

  public static final class Destroy implements JavaDelegate {
    @Override
    public void execute(DelegateExecution execution) {
      execution.removeVariables();
      Certificates.write(Context.getCommandContext().getDbSqlSession().getSqlSession().getConnection(), execution.getProcessInstanceId());
    }
  }

  /** Without a person the log of operations stays empty. */
  @Override
  public void actAs(String person) {
    engine.getIdentityService().setAuthenticatedUserId(person);
  }

  @Override
  public String start(String process, String businessKey, Map<String, Object> variables) {
    return engine.getRuntimeService().startProcessInstanceByKey(process, businessKey, variables).getId();
  }

  @Override
  public void claim(String task, String person) {
    engine.getTaskService().claim(task, person);
  }

  @Override
  public void complete(String task, Map<String, Object> variables) {
    engine.getTaskService().complete(task, variables);
  }

  @Override
  public void fire(String lifecycle) {
    RuntimeService runtime = engine.getRuntimeService();
    runtime.messageEventReceived("fire", runtime.createExecutionQuery().processInstanceId(lifecycle).messageEventSubscriptionName("fire").singleResult().getId());
  }

  @Override
  public void wake(String lifecycle) {
    ManagementService management = engine.getManagementService();
    management.executeJob(management.createJobQuery().processInstanceId(lifecycle).timers().singleResult().getId());
  }

  @Override
  public void close() {
    engine.close();
  }
}
