// Stryker disable all: this is data; catalog.spec.ts holds what must be true of it.
/**
 * Skills of software work. One a line: `Name | other names | what it is an instance of`.
 * `~` a notion, found in any word form; `?` a name that is also an ordinary word, found only where the context says that the skill is meant; `!` a name that counts only in exactly these letters.
 */
export const softwareSkills = `
Java | Core Java, JDK, Java SE, Java EE, J2EE, JEE |
Kotlin | |
Scala | |
?Groovy | |
?Go | Golang, Go lang |
?Rust | Rustlang, Rust lang |
?C | C language, ANSI C, C99, C11, Embedded C |
C++ | CPP, C plus plus |
C# | CSharp, C sharp |
F# | FSharp |
.NET | dotnet, dot net, .NET Core, .NET Framework, DotNet Core |
ASP.NET | ASP.NET Core | .NET
Objective-C | ObjC, Obj-C |
?Swift | SwiftUI |
?Dart | |
Flutter | | Mobile development
Python | Python 3, Python3, CPython |
?R | R language, R Studio, RStudio, tidyverse |
?Julia | |
MATLAB | |
?SAS | SAS programming |
?Ruby | |
?Rails | Ruby on Rails, RoR | Ruby
PHP | |
Laravel | | PHP
Symfony | | PHP
?Perl | |
Haskell | |
Erlang | |
?Elixir | |
Clojure | |
COBOL | |
Fortran | |
VBA | Visual Basic for Applications |
Visual Basic | VB.NET |
Bash | Shell scripting, shell script, bash scripting |
PowerShell | |
JavaScript | JS, ECMAScript, ES6, ES2015, Java Script, Vanilla JS |
TypeScript | !TS |
HTML | HTML5 |
CSS | CSS3, Sass, SCSS |
?React | React.js, ReactJS | JavaScript
React Native | | Mobile development
Angular | AngularJS, Angular.js | JavaScript
Vue.js | VueJS, Vue | JavaScript
Svelte | SvelteKit | JavaScript
Next.js | NextJS | JavaScript
Node.js | NodeJS, ?Node | JavaScript
?Express | Express.js, ExpressJS | Node.js
NestJS | Nest.js | Node.js
Django | | Python
?Flask | | Python
FastAPI | | Python
?Spring | Spring Framework, Spring MVC, Spring Cloud, Spring Security |
Spring Boot | SpringBoot | Spring
Hibernate | |
?REST | RESTful, REST API, RESTful API, REST service, RESTful service | API design
GraphQL | | API design
gRPC | | API design
?SOAP | | API design
OpenAPI | Swagger | API design
WebSocket | WebSockets |
SQL | T-SQL, PL/SQL, TSQL, PLSQL |
PostgreSQL | Postgres, PSQL, Postgre SQL | SQL, Relational databases
MySQL | | SQL, Relational databases
MariaDB | | SQL, Relational databases
SQL Server | MSSQL, Microsoft SQL Server, MS SQL, MS SQL Server | SQL, Relational databases
Oracle Database | ?Oracle, Oracle DB | SQL, Relational databases
SQLite | | SQL, Relational databases
Amazon Aurora | Aurora PostgreSQL, Aurora MySQL | AWS, SQL, Relational databases
Amazon RDS | RDS | AWS, Relational databases
~Relational databases | RDBMS, relational database systems, SQL databases |
NoSQL | No-SQL, NoSQL databases, document databases |
MongoDB | ?Mongo | NoSQL
?Cassandra | Apache Cassandra | NoSQL
DynamoDB | Amazon DynamoDB | NoSQL, AWS
Redis | | NoSQL
Memcached | |
Neo4j | | NoSQL
Couchbase | CouchDB | NoSQL
Elasticsearch | Elastic Search, OpenSearch, ELK |
?Snowflake | |
BigQuery | Google BigQuery | GCP
Redshift | Amazon Redshift | AWS
Kafka | Apache Kafka, Kafka Streams, Kafka Connect | Message brokers, Event-driven architecture
RabbitMQ | Rabbit MQ | Message brokers, Event-driven architecture
ActiveMQ | Apache ActiveMQ | Message brokers
Apache Pulsar | | Message brokers, Event-driven architecture
NATS | | Message brokers
Amazon SQS | SQS | AWS, Message brokers
Amazon SNS | SNS | AWS
Amazon Kinesis | Kinesis | AWS
~Message brokers | message queues, message queuing, messaging systems, message-driven architecture, message-oriented middleware |
?Spark | Apache Spark, PySpark |
Hadoop | Apache Hadoop, HDFS |
?Flink | Apache Flink |
Airflow | Apache Airflow |
dbt | |
`;
