// Stryker disable all: this is data; catalog.spec.ts holds what must be true of it.
/** Skills of software work, second half: platforms, tools, testing, ways of working. In the form that catalog-software.ts explains. */
export const platformSkills = `
AWS | Amazon Web Services, Amazon AWS | Cloud platforms
GCP | Google Cloud, Google Cloud Platform | Cloud platforms
Azure | Microsoft Azure, MS Azure | Cloud platforms
AWS Lambda | ?Lambda | AWS, Serverless
Amazon EC2 | EC2 | AWS
Amazon S3 | S3 | AWS
Amazon ECS | ECS, Fargate, AWS Fargate | AWS, Containers
Amazon EKS | EKS, AWS EKS | AWS, Kubernetes
Google Kubernetes Engine | GKE | GCP, Kubernetes
Azure Kubernetes Service | AKS | Azure, Kubernetes
~Cloud platforms | cloud services, cloud providers, cloud computing, public cloud, cloud infrastructure |
~Cloud-native | cloud-native services, cloud-native applications, cloud-native systems |
~Serverless | function as a service, FaaS |
!IAM | identity and access management |
Docker | dockerized, dockerised, dockerize, Docker Compose, Dockerfile | Containers
Podman | | Containers
Kubernetes | k8s, kube | Container orchestration, Containers
OpenShift | | Kubernetes
?Nomad | HashiCorp Nomad | Container orchestration
?Helm | Helm charts | Kubernetes
Istio | | Service mesh
~Service mesh | |
~Containers | containerization, containerized |
~Container orchestration | |
Terraform | | Infrastructure as code
CloudFormation | AWS CloudFormation | Infrastructure as code, AWS
Pulumi | | Infrastructure as code
Ansible | | Infrastructure as code
~Infrastructure as code | IaC |
CI/CD | CICD, CI-CD, continuous integration, continuous delivery, continuous deployment, !CI |
GitHub Actions | | CI/CD
GitLab CI | GitLab CI/CD, GitLab pipelines | CI/CD
Jenkins | | CI/CD
CircleCI | Circle CI | CI/CD
?Bamboo | Atlassian Bamboo | CI/CD
TeamCity | | CI/CD
Travis CI | | CI/CD
Azure DevOps | Azure Pipelines | CI/CD
Argo CD | ArgoCD | CI/CD
Git | | Version control
GitHub | | Git
GitLab | | Git
Bitbucket | | Git
Subversion | SVN | Version control
~Version control | source control |
Prometheus | | Monitoring
Grafana | | Monitoring
Datadog | Data Dog | Monitoring, Observability
New Relic | NewRelic | Monitoring, Observability
OpenTelemetry | OTel | Observability, Distributed tracing
Jaeger | | Distributed tracing
Splunk | | Monitoring
Kibana | | Monitoring
PagerDuty | |
~Observability | |
~Monitoring | |
~Distributed tracing | |
OAuth | OAuth2, OAuth 2.0, OAuth 2 |
JWT | JSON Web Token |
OpenID Connect | OIDC |
SAML | |
TLS | SSL, mTLS |
JMeter | Apache JMeter | Load testing
?Gatling | | Load testing
?Locust | | Load testing
k6 | | Load testing
~Load testing | stress testing |
JUnit | | Unit testing
?Jest | | Unit testing
pytest | | Unit testing
Selenium | | Automated testing
?Cypress | Cypress.io | Automated testing
Playwright | | Automated testing
~Unit testing | unit tests |
~Integration testing | integration tests |
~Automated testing | test automation, automated tests |
TDD | test-driven development |
BDD | behaviour-driven development, behavior-driven development |
Linux | Ubuntu, Debian, Red Hat, RHEL, CentOS |
Unix | |
Maven | Apache Maven |
Gradle | |
Webpack | |
Jira | |
Confluence | |
TensorFlow | | Machine learning
PyTorch | | Machine learning
scikit-learn | sklearn | Machine learning
pandas | | Python
NumPy | | Python
~Mobile development | mobile app development |
~Machine learning | deep learning |
?Tableau | |
Power BI | PowerBI |
?Looker | |
~Microservices | micro-services, microservice architecture |
~Distributed systems | distributed services, distributed computing |
~Event-driven architecture | event-driven, event-driven systems, event-driven services, event streaming |
~API design | API development |
~Design patterns | |
~Software architecture | |
~System design | systems design |
~Data structures | |
~Algorithms | |
~Domain-driven design | DDD |
~Event sourcing | |
CQRS | |
~Code review | peer review of code, pull request review |
~Backend development | back-end development, backend engineering |
~Software engineering | software development |
DevOps | |
SRE | Site Reliability Engineering |
Scrum | |
Kanban | |
~Agile | agile methods, agile methodology |
~Threat modeling | threat modelling |
~Schema design | |
~Query optimization | query tuning |
~Performance profiling | performance tuning, performance optimization |
`;
