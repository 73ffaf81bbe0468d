# One image for every process of the product; the command says which one.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node node_modules/vite/bin/vite.js build && node activities/workflow-bundle.ts

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY config.ts logger.ts ./
COPY domain domain
COPY db db
COPY activities activities
COPY workflows workflows
COPY api api
COPY scripts scripts
COPY --from=build /app/dist dist
# Packages for another archive, where they are put into a folder: a volume takes its owner from here.
RUN mkdir /transfer && chown node:node /transfer
USER node
CMD ["node", "api/main.ts"]
