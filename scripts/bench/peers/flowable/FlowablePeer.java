package everfile.peers;

import java.util.Map;
import javax.sql.DataSource;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.delegate.TaskListener;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.repository.DeploymentBuilder;
import org.flowable.task.service.delegate.DelegateTask;

public final class FlowablePeer implements Engine {
  private final ProcessEngine engine;

  public static void main(String[] args) {
    Peer.serve(args, FlowablePeer::new);
  }

  private FlowablePeer(Settings settings) {
    engine = configured(settings.dataSource(), settings.isTuned()).buildProcessEngine();
    DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
    settings.processes().forEach(deployment::addString);
    deployment.deploy();
  }

  private static ProcessEngineConfiguration configured(DataSource dataSource, boolean isTuned) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(dataSource);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setHistoryLevel(HistoryLevel.FULL);
    configuration.setAsyncExecutorActivate(true);
    if (isTuned) {
      configuration.setDisableIdmEngine(true);
      configuration.setDisableEventRegistry(true);
      configuration.setEnableEntityLinks(false);
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
      task.setVariable(Persons.variableOf(task.getTaskDefinitionKey()), task.getAssignee());
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
      Certificates.write(CommandContextUtil.getDbSqlSession().getSqlSession().getConnection(), execution.getProcessInstanceId());
    }
  }

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

  /** An executable job would be taken by the executor before it could be executed here. */
  @Override
  public void wake(String lifecycle) {
    RuntimeService runtime = engine.getRuntimeService();
    runtime.trigger(runtime.createExecutionQuery().processInstanceId(lifecycle).activityId("keep").singleResult().getId());
  }

  @Override
  public void close() {
    engine.close();
  }
}
